package io.asktell.server.problem;

/** There is no such thing. */
public final class NotFoundException extends ServiceException {
    public NotFoundException(String code, String message) {
        super(404, code, message);
    }
}
