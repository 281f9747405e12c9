package io.asktell.server.cli;

import io.asktell.api.Directions;
import io.asktell.worker.PrunedException;
import io.asktell.worker.TrialContext;
import org.jspecify.annotations.Nullable;

/** Counts trials and shows the best one so far. Safe for use by many threads. */
final class OptimizeProgress {
    private final ProgressBar bar;
    private final int total;
    private final boolean single;
    private final boolean maximize;
    private int completed;
    private int pruned;
    private int failed;
    private double best = Double.NaN;
    private String bestText = "";
    private String lastFailure = "all were pruned";

    OptimizeProgress(ProgressBar bar, int total, Directions directions) {
        this.bar = bar;
        this.total = total;
        this.single = directions.names().size() == 1;
        this.maximize = directions.names().get(0).equals("maximize");
    }

    /** One trial's evaluation. */
    @FunctionalInterface
    interface Evaluation {
        double[] run(TrialContext trial) throws Exception;
    }

    /** Evaluates a trial, and notes what came of it. */
    double[] follow(TrialContext trial, Evaluation evaluation) throws Exception {
        try {
            double[] values = evaluation.run(trial);
            ended(trial, values, null);
            return values;
        } catch (PrunedException e) {
            ended(trial, null, null);
            throw e;
        } catch (Exception e) {
            ended(trial, null, e);
            throw e;
        }
    }

    synchronized int completed() {
        return completed;
    }

    /** Why the last trial that failed did. */
    synchronized String lastFailure() {
        return lastFailure;
    }

    private synchronized void ended(TrialContext trial, double @Nullable [] values, @Nullable Exception failure) {
        if (failure != null) {
            failed++;
            lastFailure = String.valueOf(failure.getMessage());
            bar.line("trial " + trial.number() + " failed: " + Values.printable(lastFailure));
        } else if (values == null) {
            pruned++;
        } else {
            completed++;
            if (single && values.length == 1 && better(values[0])) {
                best = values[0];
                bestText = "best " + Values.shown(best) + " in trial " + trial.number() + ": "
                        + Values.shown(trial.params().asMap());
            }
        }
        String ends = (pruned > 0 ? pruned + " pruned  " : "") + (failed > 0 ? failed + " failed  " : "");
        bar.show(completed + pruned + failed, total, ends + bestText);
    }

    private boolean better(double value) {
        return Double.isNaN(best) || (maximize ? value > best : value < best);
    }
}
