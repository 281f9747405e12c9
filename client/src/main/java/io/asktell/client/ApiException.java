package io.asktell.client;

import io.asktell.api.FieldError;
import io.asktell.api.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A call that did not get what it asked for. {@link #code} is stable and meant for programs, the message for people. */
public class ApiException extends RuntimeException {
    private final int status;
    private final String code;
    private final transient @Nullable Problem problem;
    private final @Nullable Duration retryAfter;

    /** What the server said. */
    public ApiException(Problem problem) {
        this(problem, null);
    }

    ApiException(Problem problem, @Nullable Duration retryAfter) {
        super(messageOf(problem));
        this.status = problem.status();
        this.code = problem.code();
        this.problem = problem;
        this.retryAfter = retryAfter;
    }

    /** There was no answer. */
    ApiException(String code, String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
        this.code = code;
        this.problem = null;
        this.retryAfter = null;
    }

    /** The HTTP status, 0 if there was no answer. */
    public int status() {
        return status;
    }

    public String code() {
        return code;
    }

    /** Whether the same call may well succeed later. */
    public boolean retryable() {
        return status == 429 || status == 503 || code.equals("in_progress");
    }

    /** How long the server asked to wait. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** The server's answer; empty if there was none. */
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    /** The fields that broke rules. */
    public List<FieldError> errors() {
        var errors = problem == null ? null : problem.errors();
        return errors == null ? List.of() : errors;
    }

    private static String messageOf(Problem problem) {
        var message = new StringBuilder().append(problem.status()).append(' ').append(problem.code());
        message.append(": ").append(problem.detail());
        var errors = problem.errors();
        if (errors != null && errors.size() > 1) {
            for (var error : errors) {
                message.append("\n  ").append(error.field()).append(": ").append(error.message());
            }
        }
        return message.toString();
    }
}
