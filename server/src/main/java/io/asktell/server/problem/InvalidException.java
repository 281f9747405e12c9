package io.asktell.server.problem;

import java.util.List;

/** The request is well-formed but breaks rules; it names every field that does. */
public final class InvalidException extends ServiceException {
    /** One broken rule: the path of the field, as {@code search_space[1].low}, and what to do about it. */
    public record FieldError(String field, String message) {}

    private final List<FieldError> errors;

    public InvalidException(String code, List<FieldError> errors) {
        super(422, code, summary(errors));
        this.errors = List.copyOf(errors);
    }

    /** One broken rule of one field, with the usual code. */
    public InvalidException(String field, String message) {
        this("invalid", List.of(new FieldError(field, message)));
    }

    public List<FieldError> errors() {
        return errors;
    }

    private static String summary(List<FieldError> errors) {
        var first = errors.get(0);
        return first.field() + ": " + first.message()
                + (errors.size() > 1 ? " (and " + (errors.size() - 1) + " more)" : "");
    }
}
