package io.asktell.api;

/** A body without fields, which may as well be absent. */
public record EmptyRequest() {}
