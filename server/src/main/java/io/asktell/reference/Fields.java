package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.OptionalLong;
import java.util.Set;

/** Checked reading of one JSON object's fields. A null counts as absent, as OpenAI has it. */
record Fields(JsonNode object, String path) {
    static Fields of(JsonNode node, String path) {
        if (!node.isObject()) {
            throw RefusedRequestException.type(path, "an object");
        }
        return new Fields(node, path);
    }

    void allowOnly(Set<String> known) {
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw RefusedRequestException.unknown(pathOf(name));
            }
        });
    }

    boolean has(String name) {
        return !get(name).isMissingNode();
    }

    /** A missing node when absent. */
    JsonNode get(String name) {
        var node = object.path(name);
        return node.isNull() ? object.path("\0") : node;
    }

    String pathOf(String name) {
        return path.isEmpty() ? name : path + '.' + name;
    }

    double number(String name, double low, double high, double otherwise) {
        var node = get(name);
        if (node.isMissingNode()) {
            return otherwise;
        }
        if (!node.isNumber()) {
            throw RefusedRequestException.type(pathOf(name), "a number");
        }
        double value = node.asDouble();
        if (!(low <= value && value <= high)) { // written so that NaN fails it
            throw RefusedRequestException.value(pathOf(name), "a number between " + low + " and " + high);
        }
        return value;
    }

    OptionalLong integer(String name, long low, long high) {
        var node = get(name);
        if (node.isMissingNode()) {
            return OptionalLong.empty();
        }
        if (!node.isIntegralNumber()) {
            throw RefusedRequestException.type(pathOf(name), "an integer");
        }
        if (!node.canConvertToLong() || node.asLong() < low || node.asLong() > high) {
            throw RefusedRequestException.value(pathOf(name), "an integer between " + low + " and " + high);
        }
        return OptionalLong.of(node.asLong());
    }

    boolean truth(String name, boolean otherwise) {
        var node = get(name);
        if (!node.isMissingNode() && !node.isBoolean()) {
            throw RefusedRequestException.type(pathOf(name), "a boolean");
        }
        return node.asBoolean(otherwise);
    }

    String text(String name) {
        var node = get(name);
        if (node.isMissingNode()) {
            throw RefusedRequestException.missing(pathOf(name));
        }
        return text(name, "");
    }

    String text(String name, String otherwise) {
        var node = get(name);
        if (!node.isMissingNode() && !node.isTextual()) {
            throw RefusedRequestException.type(pathOf(name), "a string");
        }
        return node.asText(otherwise);
    }

    /** An empty array's node when absent. */
    JsonNode array(String name) {
        var node = get(name);
        if (!node.isMissingNode() && !node.isArray()) {
            throw RefusedRequestException.type(pathOf(name), "an array");
        }
        return node;
    }
}
