package io.asktell.worker;

/** The trial has failed for a reason that its evaluation knows: the message, which the server keeps as it stands. */
public final class FailedException extends RuntimeException {
    public FailedException(String reason) {
        super(reason, null, false, false);
    }
}
