package io.asktell.api;

import java.util.List;

/** Trials to evaluate; as many as there are, when fewer than asked for are left. */
public record SuggestBatchResponse(List<SuggestResponse> trials) implements SuggestAnswer {}
