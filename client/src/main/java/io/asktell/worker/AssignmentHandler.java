package io.asktell.worker;

import io.asktell.api.Assignment;

/** Evaluates what a claim brought. Called by several threads at once when the worker has several slots. */
@FunctionalInterface
public interface AssignmentHandler {
    /** Whatever it throws makes the trial {@code FAIL}, with the message as the reason. */
    TrialResult handle(Assignment assignment, TrialContext trial) throws Exception;
}
