package io.asktell.tooleval.parameters;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change between the parameters that were asked for and those that are sent.
 *
 * @param param the name that was asked for
 * @param original the value that was asked for
 * @param actual the value that is sent, or for a rename the name under which it is sent; null for a drop
 * @param reason a sentence for people
 */
public record Adjustment(
        String param,
        Action action,
        JsonNode original,
        @Nullable JsonNode actual,
        String reason) {
    /** The kinds of changes. */
    public enum Action {
        /** Another value, the nearest one allowed. */
        CLAMP,
        /** Not sent. */
        DROP,
        /** Sent under another name. */
        RENAME;

        /** The word in JSON. */
        @JsonValue
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
