package io.asktell.tooleval;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import org.jspecify.annotations.Nullable;

/**
 * A call as the model made it.
 *
 * @param arguments null if the model's text is not a JSON object
 * @param rawArguments the model's own text, or the arguments written as JSON
 * @param parseError why there are no arguments; null if there are
 */
public record ToolCall(
        String name,
        @Nullable ObjectNode arguments,
        String rawArguments,
        @Nullable String parseError) {
    private static final int MAX_WHY = 200;

    public ToolCall {
        name = Storable.text(name);
        arguments = arguments == null ? null : Storable.object(arguments);
        rawArguments = Storable.text(rawArguments);
        parseError = parseError == null ? null : Storable.text(parseError);
    }

    /** A call whose arguments are an object already. */
    public static ToolCall of(String name, ObjectNode arguments) {
        return new ToolCall(name, arguments, arguments.toString(), null);
    }

    /** A call from JSON: the arguments as an object, as a text holding one, or absent. */
    public static ToolCall ofJson(String name, @Nullable JsonNode arguments) {
        if (arguments == null || arguments.isNull() || arguments.isMissingNode()) {
            return of(name, JsonNodeFactory.instance.objectNode());
        }
        if (arguments instanceof ObjectNode object) {
            return of(name, object);
        }
        return arguments.isTextual()
                ? parse(name, arguments.textValue())
                : unparsable(name, arguments.toString(), "the arguments are not a JSON object");
    }

    /** A call whose arguments are text, as most providers send them. No text at all means no arguments. */
    public static ToolCall parse(String name, String rawArguments) {
        if (rawArguments.isBlank()) {
            return new ToolCall(name, JsonNodeFactory.instance.objectNode(), rawArguments, null);
        }
        try {
            var parsed = Json.mapper().readTree(rawArguments);
            return parsed instanceof ObjectNode object
                    ? new ToolCall(name, object, rawArguments, null)
                    : unparsable(name, rawArguments, "the arguments are not a JSON object");
        } catch (JsonProcessingException e) {
            return unparsable(name, rawArguments, e.getOriginalMessage());
        }
    }

    private static ToolCall unparsable(String name, String rawArguments, String why) {
        return new ToolCall(name, null, rawArguments, why.length() <= MAX_WHY ? why : why.substring(0, MAX_WHY) + "…");
    }

    /** The call with its arguments as an object, or as text if they could not be parsed. */
    public ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode().put("name", name);
        if (arguments == null) {
            json.put("arguments", rawArguments);
        } else {
            json.set("arguments", arguments);
        }
        return json;
    }
}
