package io.asktell.client;

import io.asktell.api.Problem;

/** There is no such thing. */
public final class NotFoundException extends ApiException {
    public NotFoundException(Problem problem) {
        super(problem);
    }
}
