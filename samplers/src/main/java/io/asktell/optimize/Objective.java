package io.asktell.optimize;

/** What is to be optimised. Called by several threads at once if the study works in parallel. */
@FunctionalInterface
public interface Objective {
    /**
     * Returns the value of one trial; NaN says that it failed.
     *
     * @throws TrialPrunedException if the trial stops early
     */
    double evaluate(RunningTrial trial) throws Exception;
}
