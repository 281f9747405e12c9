package io.asktell.client;

/** The calling thread was interrupted, and still is marked so. What was asked may have been done. */
public final class CallInterruptedException extends ApiException {
    public CallInterruptedException(InterruptedException cause) {
        super("interrupted", "interrupted while waiting for the server", cause);
    }
}
