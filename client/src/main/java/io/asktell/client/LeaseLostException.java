package io.asktell.client;

import io.asktell.api.Problem;

/** The trial now belongs to another worker, or to none: its result must be dropped. */
public final class LeaseLostException extends ApiException {
    public LeaseLostException(Problem problem) {
        super(problem);
    }
}
