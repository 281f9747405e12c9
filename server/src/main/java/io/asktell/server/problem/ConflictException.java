package io.asktell.server.problem;

/** The thing is in a state that does not allow it. */
public final class ConflictException extends ServiceException {
    public ConflictException(String code, String message) {
        super(409, code, message);
    }
}
