package io.asktell.tooleval;

import io.asktell.api.FieldError;
import java.util.List;
import java.util.Optional;

/** A suite read from JSON, or everything that is wrong with it. */
public record SuiteReading(Optional<Suite> suite, List<FieldError> errors) {
    public SuiteReading {
        errors = List.copyOf(errors);
        if (suite.isPresent() != errors.isEmpty()) {
            throw new IllegalArgumentException("a suite or errors, not both and not neither");
        }
    }

    /** The suite; for callers that know it is right. */
    public Suite orThrow() {
        return suite.orElseThrow(() -> new IllegalArgumentException(
                "not a suite: " + errors.get(0).field() + ": " + errors.get(0).message()));
    }
}
