package io.asktell.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One parameter of a tool, as far as this model understands its JSON schema.
 *
 * @param options the values of an {@code enum}, empty when anything goes
 * @param items what an array holds, at most one
 * @param properties what an object holds
 * @param standard the {@code default}, or a missing node
 */
record ParameterSpec(
        String name,
        ValueType type,
        String description,
        boolean required,
        List<JsonNode> options,
        List<ParameterSpec> items,
        List<ParameterSpec> properties,
        JsonNode standard) {
    private static final int MAX_DEPTH = 4;

    /** The properties of an object's schema; what is not a schema is read as one that says nothing. */
    static List<ParameterSpec> ofProperties(JsonNode schema, int depth) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(name -> required.add(name.asText()));
        var properties = new ArrayList<ParameterSpec>();
        schema.path("properties")
                .properties()
                .forEach(entry ->
                        properties.add(of(entry.getKey(), entry.getValue(), required.contains(entry.getKey()), depth)));
        return properties;
    }

    private static ParameterSpec of(String name, JsonNode schema, boolean required, int depth) {
        var type = ValueType.of(typeName(schema.path("type")));
        var options = new ArrayList<JsonNode>();
        schema.path("enum").forEach(options::add);
        var description = schema.path("description").asText("");
        boolean deeper = depth < MAX_DEPTH;
        List<ParameterSpec> items = type == ValueType.ARRAY && deeper
                ? List.of(of(name, withDescription(schema.path("items"), description), true, depth + 1))
                : List.of();
        var properties =
                type == ValueType.OBJECT && deeper ? ofProperties(schema, depth + 1) : List.<ParameterSpec>of();
        var standard = schema.has("default") ? schema.get("default") : MissingNode.getInstance();
        return new ParameterSpec(name, type, description, required, options, items, properties, standard);
    }

    /** Of several types the first that is not null. */
    private static String typeName(JsonNode type) {
        for (var one : type) {
            if (!one.asText().equals("null")) {
                return one.asText();
            }
        }
        return type.asText("string");
    }

    /** Items seldom say what they are; the array does. */
    private static JsonNode withDescription(JsonNode items, String description) {
        return items instanceof ObjectNode object && !object.has("description")
                ? object.deepCopy().put("description", description)
                : items;
    }
}
