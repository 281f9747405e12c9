package io.asktell.client;

import io.asktell.api.Problem;

/** There is nothing left to ask for: the grid is done, the trials are used up, or the study was stopped. */
public final class StudyExhaustedException extends ApiException {
    public StudyExhaustedException(Problem problem) {
        super(problem);
    }
}
