package io.asktell.pruner;

/**
 * When a {@link MedianPruner} judges.
 *
 * @param startupTrials how many trials must have completed first
 * @param warmupSteps the first step at which a trial may stop
 * @param intervalSteps how many steps lie between two judgements of a trial, counted from the warm-up
 * @param minTrials how many completed trials must have a value at the step
 */
public record MedianOptions(int startupTrials, int warmupSteps, int intervalSteps, int minTrials) {
    public MedianOptions {
        if (startupTrials < 0 || warmupSteps < 0) {
            throw new IllegalArgumentException("startupTrials >= 0, warmupSteps >= 0, but startupTrials="
                    + startupTrials + " warmupSteps=" + warmupSteps);
        }
        if (intervalSteps < 1 || minTrials < 1) {
            throw new IllegalArgumentException("intervalSteps >= 1, minTrials >= 1, but intervalSteps=" + intervalSteps
                    + " minTrials=" + minTrials);
        }
    }

    public static MedianOptions defaults() {
        return new MedianOptions(5, 0, 1, 1);
    }

    public MedianOptions withStartupTrials(int startupTrials) {
        return new MedianOptions(startupTrials, warmupSteps, intervalSteps, minTrials);
    }

    public MedianOptions withWarmupSteps(int warmupSteps) {
        return new MedianOptions(startupTrials, warmupSteps, intervalSteps, minTrials);
    }

    public MedianOptions withIntervalSteps(int intervalSteps) {
        return new MedianOptions(startupTrials, warmupSteps, intervalSteps, minTrials);
    }

    public MedianOptions withMinTrials(int minTrials) {
        return new MedianOptions(startupTrials, warmupSteps, intervalSteps, minTrials);
    }
}
