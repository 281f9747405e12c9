package io.asktell.server.problem;

/** The request cannot be read, or asks what this resource cannot answer. */
public final class MalformedException extends ServiceException {
    public MalformedException(String code, String message) {
        super(400, code, message);
    }
}
