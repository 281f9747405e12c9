package io.asktell.pruner;

import io.asktell.study.Direction;
import io.asktell.study.History;
import io.asktell.study.Reports;

/**
 * Successive halving over steps that are cases, at 8, 20 and 50 percent of them, the first at 8 cases or later: what decides is the mean
 * of all reports below a rung, which each trial has of the same cases.
 */
final class Rungs {
    private static final int LEAST = 8;
    private static final double FIRST = 0.08;
    private static final double GROWTH = 2.5;

    private Rungs() {}

    /**
     * Whether a trial is among the best of those that came as far as the last rung it reached; the only one there passes.
     *
     * @param steps a trial has in full: the last rung is below
     * @param factor one in so many passes
     */
    static boolean pass(Direction direction, History history, int number, int steps, int factor) {
        int rung = reached(history.reports(number), steps);
        if (rung == 0) {
            return true;
        }
        double own = mean(direction, history.reports(number), rung);
        int others = 0;
        int better = 0;
        for (int n = 0; n < history.size(); n++) {
            if (n != number && reached(history.reports(n), steps) >= rung) {
                others++;
                better += mean(direction, history.reports(n), rung) < own ? 1 : 0;
            }
        }
        return better < Math.max(1, Math.ceil((others + 1) / (double) factor));
    }

    /**
     * 0 where it is none yet. Steps that brought no report count as taken once a later one did; what is told of a stopped trial, after
     * the last step, does not.
     */
    private static int reached(Reports reports, int steps) {
        int below = reports.firstFrom(steps);
        int taken = below == 0 ? 0 : reports.step(below - 1) + 1;
        int reached = 0;
        for (double rung = first(steps); rung < steps && rung <= taken; rung = StrictMath.ceil(rung * GROWTH)) {
            reached = (int) rung;
        }
        return reached;
    }

    private static double first(int steps) {
        return Math.max(LEAST, StrictMath.ceil(FIRST * steps));
    }

    private static double mean(Direction direction, Reports reports, int rung) {
        int end = reports.firstFrom(rung);
        double sum = 0;
        for (int i = 0; i < end; i++) {
            sum += direction.loss(reports.value(i));
        }
        return end == 0 ? Double.POSITIVE_INFINITY : sum / end;
    }
}
