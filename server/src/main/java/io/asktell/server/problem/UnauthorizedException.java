package io.asktell.server.problem;

/** No credential, or one that does not hold. */
public final class UnauthorizedException extends ServiceException {
    public UnauthorizedException(String code, String message) {
        super(401, code, message);
    }
}
