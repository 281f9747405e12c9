package io.asktell.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which parameters mattered to one model of a tune.
 *
 * @param importances share of each parameter in the variation of the objective, descending, in sum 1; empty where it cannot be told
 * @param detail why it cannot be told
 */
public record ParamTuneImportance(
        String model,
        String method,
        Map<String, Double> importances,
        @Nullable String detail) {}
