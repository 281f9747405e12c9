package io.asktell.tooleval;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What came of one case. Only {@link #CORRECT} is a pass. */
public enum Outcome {
    /** The expected calls and no others, or no call where none was wanted. */
    CORRECT,
    /** A call to another tool than the expected one. */
    WRONG_TOOL,
    /** The right tool, but an argument missing, unknown, of the wrong type or with a value that is not accepted. */
    WRONG_ARGUMENTS,
    /** Fewer calls than expected; those that came are right. */
    MISSING_CALL,
    /** A call where none was wanted. */
    UNEXPECTED_CALL,
    /** All expected calls, and more. */
    EXTRA_CALL,
    /** A call whose arguments are not a JSON object. */
    UNPARSABLE,
    /** The model or its provider declined to answer. */
    REFUSED,
    /** The answer was cut off at the token limit before it was right. */
    TRUNCATED,
    /** There was no answer to judge. Says nothing about the model, so it is no score either. */
    PROVIDER_ERROR;

    /** The word in JSON. */
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
