package io.asktell.server.study;

import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.InvalidException.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with a request, so that all of it is told at once. */
public final class FieldErrors {
    private final List<FieldError> errors = new ArrayList<>();

    public void add(String field, String message) {
        errors.add(new FieldError(field, message));
    }

    public void check(boolean fine, String field, String message) {
        if (!fine) {
            add(field, message);
        }
    }

    public boolean any() {
        return !errors.isEmpty();
    }

    /** Throws all of them, if there are any. */
    public void throwIfAny() {
        if (any()) {
            throw new InvalidException("invalid", errors);
        }
    }
}
