package io.asktell.server.store;

/** The database cannot be used; the message tells a person what to do, and is enough without a stack trace. */
public final class DatabaseStartException extends RuntimeException {
    public DatabaseStartException(String message) {
        super(message);
    }

    public DatabaseStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
