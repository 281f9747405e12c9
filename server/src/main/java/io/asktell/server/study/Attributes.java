package io.asktell.server.study;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** Attributes are stored as one JSON object of name to JSON text, so that whatever a tool wrote comes back as it was. */
public final class Attributes {
    private static final String NONE = "{}";

    private Attributes() {}

    public static String stored(Map<String, JsonNode> attrs) {
        if (attrs.isEmpty()) {
            return NONE;
        }
        var texts = Json.mapper().createObjectNode();
        attrs.forEach((name, value) -> texts.put(name, value.toString()));
        return texts.toString();
    }

    public static Map<String, JsonNode> read(String stored) {
        if (stored.equals(NONE)) {
            return Map.of();
        }
        try {
            Map<String, JsonNode> attrs = new LinkedHashMap<>();
            for (var entry : Json.mapper().readTree(stored).properties()) {
                attrs.put(entry.getKey(), lenient(entry.getValue().asText()));
            }
            return attrs;
        } catch (JsonProcessingException e) {
            throw new AssertionError("stored attributes are JSON", e);
        }
    }

    static String merge(String stored, String added) {
        try {
            var all = Json.mapper().readTree(stored);
            ((ObjectNode) all).setAll((ObjectNode) Json.mapper().readTree(added));
            return all.toString();
        } catch (JsonProcessingException e) {
            throw new AssertionError("stored attributes are JSON", e);
        }
    }

    /** Other tools may have written what JSON does not know, as NaN; it is then shown as text. */
    private static JsonNode lenient(String text) {
        try {
            return Json.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return Json.mapper().getNodeFactory().textNode(text);
        }
    }
}
