package io.asktell.worker;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of a trial, read by type. Conditional ones that are inactive are not there. */
public record Params(Map<String, @Nullable Object> asMap) {
    public Params {
        asMap = Collections.unmodifiableMap(new LinkedHashMap<>(asMap));
    }

    public boolean has(String name) {
        return asMap.containsKey(name);
    }

    public Set<String> names() {
        return asMap.keySet();
    }

    /** Any number. */
    public double real(String name) {
        if (get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong(name, "a number");
    }

    /** A whole number. */
    public long integer(String name) {
        var value = get(name);
        if (value instanceof Long || value instanceof Integer) {
            return ((Number) value).longValue();
        }
        throw wrong(name, "a whole number");
    }

    public String text(String name) {
        if (get(name) instanceof String text) {
            return text;
        }
        throw wrong(name, "a string");
    }

    public boolean flag(String name) {
        if (get(name) instanceof Boolean flag) {
            return flag;
        }
        throw wrong(name, "a boolean");
    }

    /** The value as it came; null is a value too. */
    public @Nullable Object get(String name) {
        if (!has(name)) {
            throw new IllegalArgumentException("a parameter of this trial, one of " + names() + ", but it is " + name);
        }
        return asMap.get(name);
    }

    private IllegalArgumentException wrong(String name, String type) {
        return new IllegalArgumentException(name + " is " + asMap.get(name) + ", not " + type);
    }
}
