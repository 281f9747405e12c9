package io.asktell.server.problem;

/** Something this server needs is away (the database, most likely); nothing was changed, and it is worth trying again. */
public final class UnavailableException extends ServiceException {
    private final long retryAfterSeconds;

    public UnavailableException(String code, String message, long retryAfterSeconds) {
        super(503, code, message);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
