package io.asktell.api;

/** What an ask is answered: one trial, or where it said a {@code count}, a list of them. */
public sealed interface SuggestAnswer permits SuggestResponse, SuggestBatchResponse {}
