package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.Arrays;

/**
 * Stops a trial whose best value so far is not among the best percentile of what completed trials had at the same step; the 50th is
 * their median. A trial with nothing but NaN stops; NaN of other trials does not count.
 */
public final class PercentilePruner implements Pruner {
    private final PercentileOptions options;

    public PercentilePruner(PercentileOptions options) {
        this.options = options;
    }

    @Override
    public boolean shouldPrune(Direction direction, History history, int number) {
        Reports reports = history.reports(number);
        if (reports.size() == 0 || !options.schedule().judged(reports)) {
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
        return size >= options.minTrials() && direction.better(percentile(direction, others, size), best);
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

    /**
     * The value that the percentile of them reaches, counted from the best, between two of them in proportion; NaN, which nothing is
     * worse than, if it lies between opposite infinities.
     */
    private double percentile(Direction direction, double[] values, int size) {
        Arrays.sort(values, 0, size);
        double share = options.percentile() / 100;
        double place = (direction == Direction.MINIMIZE ? share : 1 - share) * (size - 1);
        int below = (int) place;
        double lower = values[below];
        double upper = values[Math.min(size - 1, below + 1)];
        return lower == upper ? lower : lower + (upper - lower) * (place - below);
    }
}
