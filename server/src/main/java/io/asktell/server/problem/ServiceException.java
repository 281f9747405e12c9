package io.asktell.server.problem;

/**
 * A request that cannot be granted. {@code status} and {@code code} are API and never change; the message is for a person, and
 * says what to do.
 */
public abstract sealed class ServiceException extends RuntimeException
        permits MalformedException,
                UnauthorizedException,
                ForbiddenException,
                NotFoundException,
                ConflictException,
                InvalidException,
                TooManyException,
                UnavailableException {
    private final int status;
    private final String code;

    protected ServiceException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    public int status() {
        return status;
    }

    public String code() {
        return code;
    }
}
