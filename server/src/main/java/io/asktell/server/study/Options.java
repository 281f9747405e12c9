package io.asktell.server.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The options of a sampler or pruner, read one by one with their rules; {@link #done} refuses what nobody read. */
final class Options {
    private final String field;
    private final JsonNode json;
    private final FieldErrors errors;
    private final Set<String> read = new HashSet<>();

    /** @param field the request's field that holds the options, for error messages */
    Options(String field, @Nullable JsonNode json, FieldErrors errors) {
        this.field = field;
        this.json = json == null || json.isNull() ? Json.mapper().createObjectNode() : json;
        this.errors = errors;
        errors.check(this.json.isObject(), field, "an object of options");
    }

    /** Reads options that were accepted before. */
    static Options stored(String json) {
        try {
            return new Options("options", Json.mapper().readTree(json), new FieldErrors());
        } catch (JsonProcessingException e) {
            throw new AssertionError("stored options are JSON", e);
        }
    }

    int whole(String name, int otherwise, int low, int high) {
        JsonNode node = get(name);
        if (node == null) {
            return otherwise;
        }
        boolean fine =
                node.isIntegralNumber() && node.canConvertToInt() && low <= node.intValue() && node.intValue() <= high;
        errors.check(fine, field + "." + name, "a whole number from " + low + " to " + high + ", but it is " + node);
        return fine ? node.intValue() : otherwise;
    }

    @Nullable
    Long seed() {
        JsonNode node = get("seed");
        if (node == null) {
            return null;
        }
        boolean fine = node.isIntegralNumber() && node.canConvertToLong();
        errors.check(fine, field + ".seed", "a whole number of 64 bits, but it is " + node);
        return fine ? Long.valueOf(node.longValue()) : null;
    }

    @Nullable
    Boolean flag(String name) {
        JsonNode node = get(name);
        errors.check(node == null || node.isBoolean(), field + "." + name, "true or false, but it is " + node);
        return node == null ? null : Boolean.valueOf(node.asBoolean());
    }

    String word(String name, String otherwise, String... known) {
        JsonNode node = get(name);
        if (node == null) {
            return otherwise;
        }
        boolean fine = node.isTextual() && Set.of(known).contains(node.textValue());
        errors.check(fine, field + "." + name, "one of " + String.join(", ", known) + ", but it is " + node);
        return fine ? node.textValue() : otherwise;
    }

    double number(String name, double otherwise, double low, double high) {
        JsonNode node = get(name);
        if (node == null) {
            return otherwise;
        }
        boolean fine = node.isNumber() && low <= node.doubleValue() && node.doubleValue() <= high;
        errors.check(fine, field + "." + name, "a number from " + low + " to " + high + ", but it is " + node);
        return fine ? node.doubleValue() : otherwise;
    }

    void done(String strategy) {
        json.fieldNames()
                .forEachRemaining(name -> errors.check(
                        read.contains(name),
                        field + "." + name,
                        "not an option of " + strategy + ", which has " + new TreeSet<>(read)));
    }

    private @Nullable JsonNode get(String name) {
        read.add(name);
        return json.hasNonNull(name) ? json.get(name) : null;
    }
}
