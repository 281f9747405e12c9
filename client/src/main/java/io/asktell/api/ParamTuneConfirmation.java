package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The winner of a tune's search, the runner-up and the defaults of the winner's model, each asked every case afresh.
 *
 * @param repeats how often each case is asked
 * @param metric {@code score} or {@code pass_rate}
 * @param runnerUp absent where only one combination was evaluated in full
 * @param versusRunnerUp absent until both were run
 */
public record ParamTuneConfirmation(
        int repeats,
        String metric,
        Contender winner,
        @Nullable Contender runnerUp,
        Contender defaults,
        @Nullable Versus versusRunnerUp,
        @Nullable Versus versusDefaults) {
    /**
     * One of those that are run.
     *
     * @param comboId absent for the defaults
     * @param status of its run; absent before it
     * @param n cases that were answered
     * @param mean over these cases; absent without any
     * @param interval of the mean at 95 %: low and high
     */
    public record Contender(
            @Nullable String comboId,
            String model,
            Map<String, @Nullable Object> params,
            @Nullable String status,
            int n,
            @Nullable Double mean,
            @Nullable JsonNode interval) {}

    /**
     * The winner against another, paired by case: a positive difference speaks for the winner.
     *
     * @param n how many cases both have answered
     * @param interval of the difference at 95 %: low and high; absent for fewer than two cases
     * @param test {@code wilcoxon} or {@code mcnemar}
     * @param verdict which of them is better, {@code winner}, {@code runner_up} or {@code defaults}, or {@code no significant difference}
     */
    public record Versus(
            int n, double difference, @Nullable JsonNode interval, String test, double pValue, String verdict) {}
}
