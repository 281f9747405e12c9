package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The rules of the Berkeley Function Calling Leaderboard. Strings are compared without case, spaces and {@code , . / - _ * ^}, and a
 * single quote is a double one. A number may be given as an integer, but an integer not as {@code 5.0}. An accepted object
 * holds, for each key, the list of values accepted for it, {@code ""} among them saying that the key may be absent. Below the first
 * object, where files do both, a plain value is taken as itself. Defaults of the schema play no part.
 */
final class BfclValues implements ValueRules {
    private static final Pattern IGNORED = Pattern.compile("[ ,./\\-_*^]");

    @Override
    public boolean matches(JsonNode accepted, JsonNode given, JsonNode schema) {
        return matches(accepted, given, schema, false);
    }

    @Override
    public boolean impliedByAbsence(JsonNode value, JsonNode schema) {
        return false;
    }

    private static boolean matches(JsonNode accepted, JsonNode given, JsonNode schema, boolean insideObject) {
        if (accepted.isTextual() && given.isTextual()) {
            return fold(accepted.textValue()).equals(fold(given.textValue()));
        }
        if (accepted.isNumber() && given.isNumber()) {
            var wholeOnly = schema.path("type").asText().equals("integer");
            return !(wholeOnly && !given.isIntegralNumber()) && JsonValues.sameNumber(accepted, given);
        }
        if (accepted.isArray() && given.isArray()) {
            return arraysMatch(accepted, given, schema, insideObject);
        }
        if (accepted.isObject() && given.isObject()) {
            return objectsMatch(accepted, given, schema, insideObject);
        }
        return accepted.equals(given);
    }

    private static boolean arraysMatch(JsonNode accepted, JsonNode given, JsonNode schema, boolean insideObject) {
        if (accepted.size() != given.size()) {
            return false;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!matches(accepted.get(i), given.get(i), schema.path("items"), insideObject)) {
                return false;
            }
        }
        return true;
    }

    private static boolean objectsMatch(JsonNode accepted, JsonNode given, JsonNode schema, boolean insideObject) {
        for (var entry : given.properties()) {
            var alternatives = accepted.get(entry.getKey());
            var keySchema = schema.path("properties").path(entry.getKey());
            if (alternatives == null || !keyMatches(alternatives, entry.getValue(), keySchema, insideObject)) {
                return false;
            }
        }
        for (var entry : accepted.properties()) {
            if (!given.has(entry.getKey()) && !mayBeAbsent(entry.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean keyMatches(JsonNode alternatives, JsonNode given, JsonNode schema, boolean insideObject) {
        if (alternatives.isArray()) {
            for (var alternative : alternatives) {
                if (matches(alternative, given, schema, true)) {
                    return true;
                }
            }
        }
        return (!alternatives.isArray() || insideObject) && matches(alternatives, given, schema, true);
    }

    private static boolean mayBeAbsent(JsonNode alternatives) {
        if (alternatives.isArray()) {
            for (var alternative : alternatives) {
                if (alternative.isTextual() && alternative.textValue().isEmpty()) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String fold(String text) {
        return IGNORED.matcher(text).replaceAll("").toLowerCase(Locale.ROOT).replace('\'', '"');
    }
}
