package io.asktell.server.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model did on a suite, or on all of them.
 *
 * @param suiteId absent for all
 * @param states of trials, and in {@code counts} how many there are of each
 * @param outcomes of calls, and in {@code seen} how many there are of each
 * @param latencies at the quantiles that were asked for; absent where no call was answered
 * @param cases that were answered
 * @param passRate the mean over these cases of the share of their answers that pass; absent without any
 */
public record ModelFiguresRow(
        @Nullable String suiteId,
        String suiteName,
        int tunes,
        List<String> states,
        List<Integer> counts,
        long calls,
        double promptTokens,
        double completionTokens,
        List<String> outcomes,
        List<Long> seen,
        @Nullable List<Double> latencies,
        int cases,
        @Nullable Double passRate) {}
