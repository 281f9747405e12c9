package io.asktell.space;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Activates a parameter: it has a value only while {@code param} is active and has one of the values {@code in}. */
public record Condition(String param, List<@Nullable Object> in) {
    public Condition {
        in = Collections.unmodifiableList(new ArrayList<>(in));
        if (in.isEmpty()) {
            throw new IllegalArgumentException(
                    "a condition lists at least one value, but the one on " + param + " lists none");
        }
    }
}
