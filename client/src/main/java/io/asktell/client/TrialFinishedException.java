package io.asktell.client;

import io.asktell.api.Problem;

/** The trial has ended already, and otherwise than told now. */
public final class TrialFinishedException extends ApiException {
    public TrialFinishedException(Problem problem) {
        super(problem);
    }
}
