package io.asktell.worker;

/** What a study optimises. Called by several threads at once when the worker has several slots. */
@FunctionalInterface
public interface Objective {
    /** Returns one value per objective. Whatever it throws makes the trial {@code FAIL}, and the study goes on. */
    double[] evaluate(Params params, TrialContext trial) throws Exception;

    /** An objective of one value. */
    static Objective single(Single objective) {
        return (params, trial) -> new double[] {objective.evaluate(params, trial)};
    }

    /** An objective of one value. */
    @FunctionalInterface
    interface Single {
        double evaluate(Params params, TrialContext trial) throws Exception;
    }
}
