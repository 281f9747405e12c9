package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;

/** Equality of JSON values. */
public final class JsonValues {
    private JsonValues() {}

    /** Deep equality in which 5 and 5.0 are one number, and true is none. Order matters in arrays, not in objects. */
    public static boolean equal(JsonNode a, JsonNode b) {
        if (a.isNumber() && b.isNumber()) {
            return sameNumber(a, b);
        }
        if (a.isArray() && b.isArray()) {
            if (a.size() != b.size()) {
                return false;
            }
            for (int i = 0; i < a.size(); i++) {
                if (!equal(a.get(i), b.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (a.isObject() && b.isObject()) {
            if (a.size() != b.size()) {
                return false;
            }
            for (var entry : a.properties()) {
                var other = b.get(entry.getKey());
                if (other == null || !equal(entry.getValue(), other)) {
                    return false;
                }
            }
            return true;
        }
        return a.equals(b);
    }

    /** Numeric equality, exact for integers of any size. */
    static boolean sameNumber(JsonNode a, JsonNode b) {
        if (!Double.isFinite(a.doubleValue()) || !Double.isFinite(b.doubleValue())) {
            return a.equals(b); // 1e999 has no decimal value
        }
        return a.decimalValue().compareTo(b.decimalValue()) == 0;
    }

    /** The word JSON Schema has for the type of a value. */
    static String typeOf(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> "number";
            case ARRAY -> "array";
            case OBJECT, POJO -> "object";
            case NULL, MISSING, BINARY -> "null";
        };
    }
}
