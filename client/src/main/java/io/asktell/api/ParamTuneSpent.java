package io.asktell.api;

import org.jspecify.annotations.Nullable;

/**
 * What a tune used so far, its confirmation included.
 *
 * @param calls evaluations of a case
 * @param cost absent where a model has no prices
 */
public record ParamTuneSpent(
        long calls, long tokensTotal, @Nullable Double cost) {}
