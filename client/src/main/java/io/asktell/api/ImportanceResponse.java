package io.asktell.api;

import java.util.Map;

/** Share of each parameter, descending, in sum 1. */
public record ImportanceResponse(Map<String, Double> importances, String method) {}
