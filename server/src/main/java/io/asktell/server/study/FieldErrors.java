package io.asktell.server.study;

import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.InvalidException.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** A name under which people find something. */
    public void checkName(String name) {
        check(
                !name.isBlank() && name.length() <= 256 && name.chars().noneMatch(Character::isISOControl),
                "name",
                "1 to 256 characters, none of them control characters");
    }

    public void checkDescription(@Nullable String text) {
        check(
                text == null || text.length() <= 5000 && text.indexOf('\0') < 0,
                "description",
                "at most 5000 characters, none of them NUL");
    }

    int size() {
        return errors.size();
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
