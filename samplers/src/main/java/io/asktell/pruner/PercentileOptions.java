package io.asktell.pruner;

/**
 * When a {@link PercentilePruner} judges, and how strictly.
 *
 * @param percentile how many in a hundred of the completed trials are good enough to be compared with
 * @param startupTrials how many trials must have completed first
 * @param minTrials how many completed trials must have a value at the step
 */
public record PercentileOptions(double percentile, int startupTrials, Schedule schedule, int minTrials) {
    public PercentileOptions {
        if (!(percentile >= 0 && percentile <= 100)) {
            throw new IllegalArgumentException("0 <= percentile <= 100, but percentile=" + percentile);
        }
        if (startupTrials < 0 || minTrials < 1) {
            throw new IllegalArgumentException("startupTrials >= 0, minTrials >= 1, but startupTrials=" + startupTrials
                    + " minTrials=" + minTrials);
        }
    }

    /** The best quarter. */
    public static PercentileOptions defaults() {
        return median().withPercentile(25);
    }

    public static PercentileOptions median() {
        return new PercentileOptions(50, 5, Schedule.always(), 1);
    }

    public PercentileOptions withPercentile(double percentile) {
        return new PercentileOptions(percentile, startupTrials, schedule, minTrials);
    }

    public PercentileOptions withStartupTrials(int startupTrials) {
        return new PercentileOptions(percentile, startupTrials, schedule, minTrials);
    }

    public PercentileOptions withSchedule(Schedule schedule) {
        return new PercentileOptions(percentile, startupTrials, schedule, minTrials);
    }

    public PercentileOptions withMinTrials(int minTrials) {
        return new PercentileOptions(percentile, startupTrials, schedule, minTrials);
    }
}
