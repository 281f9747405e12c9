package io.asktell.tooleval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** How the arguments of a call are compared with the accepted values. */
public enum Matching {
    /** As JSON compares them; see {@link StrictValues}. */
    STRICT,
    /** As the Berkeley Function Calling Leaderboard compares them; see {@link BfclValues}. */
    BFCL;

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The matching a word of JSON means. */
    public static Optional<Matching> of(String word) {
        for (var matching : values()) {
            if (matching.word().equals(word)) {
                return Optional.of(matching);
            }
        }
        return Optional.empty();
    }
}
