package io.asktell.client;

import io.asktell.api.Problem;

/** The credential holds, but lacks the scope. */
public final class ForbiddenException extends ApiException {
    public ForbiddenException(Problem problem) {
        super(problem);
    }
}
