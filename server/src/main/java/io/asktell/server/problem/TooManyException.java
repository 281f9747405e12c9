package io.asktell.server.problem;

/** A limit is reached; it is worth trying again after a while. */
public final class TooManyException extends ServiceException {
    private final long retryAfterSeconds;

    public TooManyException(String code, String message, long retryAfterSeconds) {
        super(429, code, message);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
