package io.asktell.client;

import io.asktell.api.Problem;

/** No credential, or one that does not hold. */
public final class UnauthorizedException extends ApiException {
    public UnauthorizedException(Problem problem) {
        super(problem);
    }
}
