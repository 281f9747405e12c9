package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads tools and the calls that are expected of them. */
final class ToolReader {
    private static final int MAX_TOOLS = 128;
    private static final int MAX_CALLS = 64;
    private static final int MAX_ACCEPTED = 1_000;
    private static final int MAX_NAME = 256;
    private static final int MAX_DESCRIPTION = 20_000;
    private static final Set<String> TOOL_FIELDS = new TreeSet<>(Set.of("type", "function"));
    private static final Set<String> FUNCTION_FIELDS = new TreeSet<>(Set.of("name", "description", "parameters"));
    private static final Set<String> CALL_FIELDS = new TreeSet<>(Set.of("name", "arguments"));
    private static final Set<String> TYPES =
            new TreeSet<>(Set.of("string", "number", "integer", "boolean", "array", "object", "null"));

    private final FieldReader errors;
    private final Matching matching;

    ToolReader(FieldReader errors, Matching matching) {
        this.errors = errors;
        this.matching = matching;
    }

    /** The field {@code tools}; null if it is absent or no list. */
    @Nullable
    List<Tool> tools(JsonNode owner, String path) {
        var array = errors.optionalList(owner, path, "tools", MAX_TOOLS);
        if (array == null) {
            return null;
        }
        var tools = new ArrayList<Tool>();
        var names = new HashSet<String>();
        for (int i = 0; i < array.size(); i++) {
            var where = FieldReader.join(path, "tools[" + i + "]");
            tool(array.get(i), where).ifPresent(tool -> {
                if (!names.add(tool.name())) {
                    errors.add(where + ".function.name", "there is another tool named " + tool.name());
                }
                tools.add(tool);
            });
        }
        return tools;
    }

    private Optional<Tool> tool(JsonNode json, String path) {
        if (!json.isObject() || !json.path("function").isObject()) {
            errors.add(
                    path, "a tool is {\"type\":\"function\",\"function\":{\"name\",\"description\",\"parameters\"}}");
            return Optional.empty();
        }
        errors.refuseUnknown(json, path, TOOL_FIELDS);
        if (!json.path("type").asText("function").equals("function")) {
            errors.add(path + ".type", "must be function");
        }
        var function = json.get("function");
        var where = path + ".function";
        errors.refuseUnknown(function, where, FUNCTION_FIELDS);
        var name = errors.requiredText(function, where, "name", MAX_NAME);
        var description = errors.optionalText(function, where, "description", MAX_DESCRIPTION);
        var parameters = errors.given(function, "parameters");
        if (parameters == null) {
            parameters = JsonNodeFactory.instance.objectNode().put("type", "object");
        }
        checkParameters(parameters, where + ".parameters");
        return name == null || !(parameters instanceof ObjectNode schema)
                ? Optional.empty()
                : Optional.of(new Tool(name, description == null ? "" : description, schema));
    }

    private void checkParameters(JsonNode schema, String path) {
        if (!schema.isObject()) {
            errors.add(path, "must be a JSON schema");
            return;
        }
        if (!schema.path("type").asText().equals("object")) {
            errors.add(path + ".type", "must be object");
        }
        checkSchema(schema, path);
    }

    private void checkSchema(JsonNode schema, String path) {
        if (!schema.isObject()) {
            errors.add(path, "must be a JSON schema");
            return;
        }
        var type = schema.get("type");
        for (var word :
                type == null ? List.<JsonNode>of() : type.isArray() ? (Iterable<JsonNode>) type : List.of(type)) {
            if (!TYPES.contains(word.asText())) {
                errors.add(path + ".type", "must be one of " + String.join(", ", TYPES));
            }
        }
        var properties = schema.get("properties");
        if (properties != null && !properties.isObject()) {
            errors.add(path + ".properties", "must be an object");
        } else if (properties != null) {
            for (var entry : properties.properties()) {
                checkSchema(entry.getValue(), path + ".properties." + entry.getKey());
            }
        }
        if (schema.has("items")) {
            checkSchema(schema.get("items"), path + ".items");
        }
        if (schema.has("enum")
                && (!schema.get("enum").isArray() || schema.get("enum").isEmpty())) {
            errors.add(path + ".enum", "must be a list with at least one value");
        }
        var required = schema.get("required");
        if (required != null && !required.isArray()) {
            errors.add(path + ".required", "must be a list of names");
        } else if (required != null) {
            for (int i = 0; i < required.size(); i++) {
                if (!required.get(i).isTextual()) {
                    errors.add(path + ".required[" + i + "]", "must be a name");
                } else if (properties != null && !properties.has(required.get(i).textValue())) {
                    errors.add(
                            path + ".required[" + i + "]",
                            "there is no property " + required.get(i).textValue());
                }
            }
        }
    }

    /** The field {@code expected_calls}; null if it cannot be read. */
    @Nullable
    List<ExpectedCall> expectedCalls(JsonNode testCase, String path, List<Tool> tools) {
        if (errors.given(testCase, "expected_calls") == null) {
            errors.add(path + ".expected_calls", "is required; an empty list means that the model must not call");
            return null;
        }
        var array = errors.optionalList(testCase, path, "expected_calls", MAX_CALLS);
        if (array == null) {
            return null;
        }
        var calls = new ArrayList<ExpectedCall>();
        for (int i = 0; i < array.size(); i++) {
            expectedCall(array.get(i), path + ".expected_calls[" + i + "]", tools)
                    .ifPresent(calls::add);
        }
        return calls;
    }

    private Optional<ExpectedCall> expectedCall(JsonNode json, String path, List<Tool> tools) {
        if (!json.isObject()) {
            errors.add(path, "an expected call is {\"name\",\"arguments\":{argument:[accepted values]}}");
            return Optional.empty();
        }
        errors.refuseUnknown(json, path, CALL_FIELDS);
        var name = errors.requiredText(json, path, "name", MAX_NAME);
        var tool = tools.stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst();
        if (name != null && tool.isEmpty()) {
            errors.add(path + ".name", "there is no tool " + name + " in this case");
        }
        var given = errors.given(json, "arguments");
        if (given != null && !given.isObject()) {
            errors.add(path + ".arguments", "must be an object of lists of accepted values");
            return Optional.empty();
        }
        var arguments = new LinkedHashMap<String, List<JsonNode>>();
        if (given != null) {
            for (var entry : given.properties()) {
                var accepted = accepted(entry.getValue(), path + ".arguments." + entry.getKey());
                if (!accepted.isEmpty()) {
                    arguments.put(entry.getKey(), accepted);
                }
            }
        }
        tool.ifPresent(known -> checkArguments(known, arguments, path + ".arguments"));
        return name == null ? Optional.empty() : Optional.of(new ExpectedCall(name, arguments));
    }

    private List<JsonNode> accepted(JsonNode json, String path) {
        if (!json.isArray() || json.isEmpty()) {
            errors.add(path, "must be a list of the accepted values, at least one");
            return List.of();
        }
        if (json.size() > MAX_ACCEPTED) {
            errors.add(path, "must have at most " + MAX_ACCEPTED + " values, but has " + json.size());
            return List.of();
        }
        var values = new ArrayList<JsonNode>();
        json.forEach(values::add);
        return values;
    }

    private void checkArguments(Tool tool, Map<String, List<JsonNode>> arguments, String path) {
        arguments.forEach((name, accepted) -> {
            var schema = tool.parameter(name);
            if (schema.isMissingNode()) {
                errors.add(path + "." + name, "the tool " + tool.name() + " has no argument " + name);
            } else if (matching == Matching.STRICT) {
                for (int i = 0; i < accepted.size(); i++) {
                    var value = accepted.get(i);
                    var absent = value.isTextual() && value.textValue().isEmpty();
                    var fault = absent ? Optional.<String>empty() : SchemaCheck.fault(value, schema);
                    var where = path + "." + name + "[" + i + "]";
                    fault.ifPresent(message -> errors.add(where, message));
                }
            }
        });
        for (var name : tool.required()) {
            if (!arguments.containsKey(name)) {
                errors.add(path + "." + name, "the tool " + tool.name() + " requires it: give its accepted values");
            }
        }
    }
}
