package io.asktell.pruner;

import io.asktell.study.Reports;

/**
 * At which reports a trial is judged.
 *
 * @param warmupSteps the first step at which a trial may stop
 * @param intervalSteps how many steps lie between two judgements of a trial, counted from the warm-up
 */
public record Schedule(int warmupSteps, int intervalSteps) {
    public Schedule {
        if (warmupSteps < 0 || intervalSteps < 1) {
            throw new IllegalArgumentException("warmupSteps >= 0, intervalSteps >= 1, but warmupSteps=" + warmupSteps
                    + " intervalSteps=" + intervalSteps);
        }
    }

    public static Schedule always() {
        return new Schedule(0, 1);
    }

    /** Whether the last report is the first one at or after a step at which trials are judged. */
    boolean judged(Reports reports) {
        int last = reports.size() - 1;
        int sinceWarmup = reports.step(last) - warmupSteps;
        if (sinceWarmup < 0) {
            return false;
        }
        int due = reports.step(last) - sinceWarmup % intervalSteps;
        return last == 0 || reports.step(last - 1) < due;
    }
}
