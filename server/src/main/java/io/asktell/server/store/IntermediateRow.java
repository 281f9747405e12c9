package io.asktell.server.store;

/** What a trial reported at a step. */
public record IntermediateRow(long studyId, int number, int step, double value, long seq) {}
