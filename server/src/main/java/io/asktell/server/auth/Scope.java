package io.asktell.server.auth;

import java.util.Arrays;
import java.util.Optional;

/** What a credential may do. The words are API. */
public enum Scope {
    TUNER_READ("tuner:read"),
    TUNER_WRITE("tuner:write"),
    TOOL_EVAL_READ("tool-eval:read"),
    TOOL_EVAL_WRITE("tool-eval:write"),
    /** Claiming work and reporting on what was claimed. */
    WORKER("worker"),
    /** Everything. */
    ADMIN("admin");

    private final String word;

    Scope(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether holding this scope is enough where {@code needed} is asked for; writing includes reading, admin everything. */
    public boolean covers(Scope needed) {
        return this == needed
                || this == ADMIN
                || this == TUNER_WRITE && needed == TUNER_READ
                || this == TOOL_EVAL_WRITE && needed == TOOL_EVAL_READ;
    }

    public static Optional<Scope> of(String word) {
        return Arrays.stream(values()).filter(scope -> scope.word.equals(word)).findFirst();
    }
}
