package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.Arrays;

/**
 * Stops a trial whose best value so far is worse than the median of what completed trials had at the same step. A trial with nothing
 * but NaN stops; NaN of other trials does not count.
 */
public final class MedianPruner implements Pruner {
    private final MedianOptions options;

    public MedianPruner(MedianOptions options) {
        this.options = options;
    }

    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        Reports reports = history.reports(number);
        if (reports.size() == 0 || !judged(reports)) {
            return false;
        }
        int step = reports.step(reports.size() - 1);
        double[] others = new double[history.size()];
        int completed = 0;
        int size = 0;
        for (int n = 0; n < others.length; n++) {
            if (history.state(n) == TrialState.COMPLETE && n != number) {
                completed++;
                Reports other = history.reports(n);
                int at = other.firstFrom(step);
                if (at < other.size() && other.step(at) == step && !Double.isNaN(other.value(at))) {
                    others[size++] = other.value(at);
                }
            }
        }
        if (completed < options.startupTrials() || completed == 0) {
            return false;
        }
        double best = best(direction, reports);
        if (Double.isNaN(best)) {
            return true;
        }
        return size >= options.minTrials() && direction.better(median(others, size), best);
    }

    /** Whether the last report is the first one at or after a step at which trials are judged. */
    private boolean judged(Reports reports) {
        int last = reports.size() - 1;
        int sinceWarmup = reports.step(last) - options.warmupSteps();
        if (sinceWarmup < 0) {
            return false;
        }
        int due = reports.step(last) - sinceWarmup % options.intervalSteps();
        return last == 0 || reports.step(last - 1) < due;
    }

    private static double best(Direction direction, Reports reports) {
        double best = Double.NaN;
        for (int i = 0; i < reports.size(); i++) {
            double value = reports.value(i);
            if (Double.isNaN(best) || direction.better(value, best)) {
                best = value;
            }
        }
        return best;
    }

    /** NaN, which nothing is worse than, if the middle lies between opposite infinities. */
    private static double median(double[] values, int size) {
        Arrays.sort(values, 0, size);
        double upper = values[size / 2];
        double lower = values[(size - 1) / 2];
        return lower == upper ? lower : lower + (upper - lower) / 2;
    }
}
