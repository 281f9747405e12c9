package io.asktell.server.store;

/** Something that happened to a study: a trial's start, report or end, or (number -1) a change of the study itself. */
public record EventRow(long seq, String type, int number) {}
