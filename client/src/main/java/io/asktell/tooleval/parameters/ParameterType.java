package io.asktell.tooleval.parameters;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The kinds of generation parameters. */
public enum ParameterType {
    FLOAT,
    INT,
    BOOL,
    /** Several of the options. */
    LIST,
    /** One of the options. */
    ENUM;

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean numeric() {
        return this == FLOAT || this == INT;
    }
}
