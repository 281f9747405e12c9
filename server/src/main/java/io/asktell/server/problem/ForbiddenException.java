package io.asktell.server.problem;

/** The credential holds, but lacks the scope. */
public final class ForbiddenException extends ServiceException {
    public ForbiddenException(String code, String message) {
        super(403, code, message);
    }
}
