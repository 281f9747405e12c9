package io.asktell.client;

import io.asktell.api.Problem;

/** The study gives out no trials for now. */
public final class StudyPausedException extends ApiException {
    public StudyPausedException(Problem problem) {
        super(problem);
    }
}
