package io.asktell.client;

import java.io.IOException;

/** No answer came: the server is away, the network is broken, or the time was up. What was asked may have been done. */
public final class UnreachableException extends ApiException {
    public UnreachableException(String message, IOException cause) {
        super("unreachable", message, cause);
    }

    @Override
    public boolean retryable() {
        return true;
    }
}
