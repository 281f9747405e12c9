package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Whether a value fits the type and the enum of a JSON Schema, at any depth. Other keywords are not looked at. */
final class SchemaCheck {
    private SchemaCheck() {}

    /** What does not fit, in words; empty if all does. */
    static Optional<String> fault(JsonNode value, JsonNode schema) {
        var type = schema.get("type");
        if (type != null && !isOfType(value, type)) {
            return Optional.of(
                    "must be of type " + (type.isTextual() ? type.textValue() : type.toString()) + ", but is " + value);
        }
        if (schema.path("enum").isArray()) {
            var found = false;
            for (var allowed : schema.get("enum")) {
                found |= JsonValues.equal(allowed, value);
            }
            if (!found) {
                return Optional.of("must be one of " + schema.get("enum") + ", but is " + value);
            }
        }
        if (value.isArray() && schema.has("items")) {
            for (int i = 0; i < value.size(); i++) {
                var fault = fault(value.get(i), schema.get("items"));
                if (fault.isPresent()) {
                    return Optional.of("element " + i + " " + fault.get());
                }
            }
        }
        if (value.isObject()) {
            for (var entry : value.properties()) {
                var fault = fault(entry.getValue(), schema.path("properties").path(entry.getKey()));
                if (fault.isPresent()) {
                    return Optional.of("'" + entry.getKey() + "' " + fault.get());
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isOfType(JsonNode value, JsonNode type) {
        if (type.isArray()) {
            for (var one : type) {
                if (isOfType(value, one)) {
                    return true;
                }
            }
            return false;
        }
        return switch (type.asText()) {
            case "integer" ->
                value.isIntegralNumber() || value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            case "string", "number", "boolean", "array", "object", "null" ->
                JsonValues.typeOf(value).equals(type.asText());
            default -> true;
        };
    }
}
