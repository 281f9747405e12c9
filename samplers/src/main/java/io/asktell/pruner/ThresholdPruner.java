package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;

/** Stops a trial whose last value is NaN, below {@code lower} or above {@code upper}, whatever others did. */
public final class ThresholdPruner implements Pruner {
    private final double lower;
    private final double upper;
    private final Schedule schedule;

    /** One of the two may be infinite, not both. */
    public ThresholdPruner(double lower, double upper, Schedule schedule) {
        if (!(lower <= upper)) {
            throw new IllegalArgumentException("lower <= upper, but lower=" + lower + " upper=" + upper);
        }
        if (lower == Double.NEGATIVE_INFINITY && upper == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a threshold has lower, upper or both, but there is neither");
        }
        this.lower = lower;
        this.upper = upper;
        this.schedule = schedule;
    }

    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        Reports reports = history.reports(number);
        if (reports.size() == 0 || !schedule.judged(reports)) {
            return false;
        }
        double value = reports.value(reports.size() - 1);
        return !(value >= lower && value <= upper);
    }
}
