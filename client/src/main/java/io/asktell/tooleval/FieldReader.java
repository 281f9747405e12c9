package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads JSON field by field and collects what is wrong with it. A read that fails notes why and returns null. */
final class FieldReader {
    private static final int LIMIT = 1000;

    private final List<FieldError> errors = new ArrayList<>();

    boolean isEmpty() {
        return errors.isEmpty();
    }

    List<FieldError> list() {
        return errors;
    }

    void add(String path, String message) {
        if (errors.size() < LIMIT) {
            errors.add(new FieldError(path, message));
        }
    }

    static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    /** Notes every field that is not known. */
    void refuseUnknown(JsonNode object, String path, Set<String> known) {
        for (var entry : object.properties()) {
            if (!known.contains(entry.getKey())) {
                add(join(path, entry.getKey()), "unknown field; known are " + String.join(", ", known));
            }
        }
    }

    /** A field that is given and not null. */
    @Nullable
    JsonNode given(JsonNode object, String field) {
        var value = object.get(field);
        return value == null || value.isNull() ? null : value;
    }

    /** Text of at most {@code max} characters; null if absent. */
    @Nullable
    String optionalText(JsonNode object, String path, String field, int max) {
        var value = given(object, field);
        if (value == null) {
            return null;
        }
        var where = join(path, field);
        if (!value.isTextual()) {
            add(where, "must be text");
            return null;
        }
        var text = value.textValue();
        if (text.length() > max) {
            add(where, "must have at most " + max + " characters, but has " + text.length());
            return null;
        }
        return text;
    }

    /** Text of 1 to {@code max} characters that must be there. */
    @Nullable
    String requiredText(JsonNode object, String path, String field, int max) {
        if (given(object, field) == null) {
            add(join(path, field), "is required");
            return null;
        }
        var text = optionalText(object, path, field, max);
        if (text != null && text.isEmpty()) {
            add(join(path, field), "must not be empty");
            return null;
        }
        return text;
    }

    /** A list of at most {@code max} elements; null if absent. */
    @Nullable
    JsonNode optionalList(JsonNode object, String path, String field, int max) {
        var value = given(object, field);
        if (value == null) {
            return null;
        }
        if (!value.isArray()) {
            add(join(path, field), "must be a list");
            return null;
        }
        if (value.size() > max) {
            add(join(path, field), "must have at most " + max + " elements, but has " + value.size());
            return null;
        }
        return value;
    }

    /** Notes texts and keys, at any depth, that hold what a database cannot: U+0000 or half a surrogate pair. */
    void refuseUnstorable(JsonNode value, String path) {
        if (value.isTextual()) {
            check(value.textValue(), path);
        }
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                refuseUnstorable(value.get(i), path + "[" + i + "]");
            }
        }
        for (var entry : value.properties()) {
            check(entry.getKey(), join(path, Storable.text(entry.getKey())));
            refuseUnstorable(entry.getValue(), join(path, Storable.text(entry.getKey())));
        }
    }

    private void check(String text, String path) {
        if (!Storable.isStorable(text)) {
            add(path, "must contain neither the character U+0000 nor half a surrogate pair");
        }
    }
}
