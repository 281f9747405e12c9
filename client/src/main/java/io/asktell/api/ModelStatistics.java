package io.asktell.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model did in all its tunes that are still there.
 *
 * @param suites by suite, the one with most calls first
 */
public record ModelStatistics(String model, int tunes, Figures total, List<OfSuite> suites) {
    /** On one suite, in whichever versions. */
    public record OfSuite(String suiteId, String suiteName, int tunes, Figures figures, Passing passing) {}

    /**
     * What was used, and what came of it.
     *
     * @param trials that evaluated at least one case, by their state
     * @param calls cases that were put to the model
     * @param cost at the model's prices of today; absent where it has none
     * @param outcomes of these calls, each with how many there are
     * @param latencyMs quantiles over the calls that were answered: {@code p50}, {@code p90}, {@code p95}, {@code p99}; absent without any
     */
    public record Figures(
            Map<String, Integer> trials,
            long calls,
            long promptTokens,
            long completionTokens,
            @Nullable Double cost,
            Map<String, Long> outcomes,
            @Nullable Map<String, Double> latencyMs) {}

    /**
     * How often the model was right, whatever its parameters.
     *
     * @param n cases that were answered
     * @param passRate the mean over these cases of the share of their answers that pass; absent without any
     * @param passRateInterval Wilson's at 95 %, with the number of cases as its n: low and high
     */
    public record Passing(
            int n, @Nullable Double passRate, @Nullable List<Double> passRateInterval) {}
}
