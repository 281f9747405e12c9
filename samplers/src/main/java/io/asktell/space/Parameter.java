package io.asktell.space;

import org.jspecify.annotations.Nullable;

/** A name with the values it may take, and, where it is conditional, when it has one at all. */
public record Parameter(
        String name, Distribution distribution, @Nullable Condition when) {
    public Parameter {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a parameter has a name, but it is empty");
        }
    }

    public static Parameter of(String name, Distribution distribution) {
        return new Parameter(name, distribution, null);
    }

    public Parameter when(String param, @Nullable Object... in) {
        return new Parameter(name, distribution, new Condition(param, java.util.Arrays.asList(in)));
    }
}
