package io.asktell.optimize;

/** What is to be optimised towards several directions at once; otherwise as {@link Objective}. */
@FunctionalInterface
public interface Objectives {
    /** Returns one value per direction of the study. */
    double[] evaluate(RunningTrial trial) throws Exception;
}
