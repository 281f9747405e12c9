package io.asktell.client;

import io.asktell.api.Problem;

/** The request broke rules; {@link #errors} names the fields. */
public final class InvalidRequestException extends ApiException {
    public InvalidRequestException(Problem problem) {
        super(problem);
    }
}
