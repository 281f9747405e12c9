package io.asktell.api;

/** One broken rule: the path of the field, and what to do about it. */
public record FieldError(String field, String message) {}
