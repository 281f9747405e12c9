package io.asktell.tooleval.target;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.tooleval.FinishReason;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.ToolCall;
import io.asktell.tooleval.ToolNames;
import io.asktell.tooleval.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Requests and answers of the chat-completions protocol as JSON. */
final class ChatMessages {
    private ChatMessages() {}

    /** The body of a request. Parameters stand at the top level, where no parameter may displace what the request is about. */
    static ObjectNode body(String model, ModelRequest request, ToolNames names) {
        var body = JsonNodeFactory.instance.objectNode().put("model", model);
        var messages = body.putArray("messages");
        request.messages()
                .forEach(message ->
                        messages.addObject().put("role", message.role()).put("content", message.content()));
        if (!request.tools().isEmpty()) {
            var tools = body.putArray("tools");
            for (var tool : request.tools()) {
                var json = tool.toJson();
                ((ObjectNode) json.get("function")).put("name", names.wireName(tool.name()));
                tools.add(json);
            }
        }
        for (var entry : request.parameters().properties()) {
            var name = entry.getKey();
            if (body.has(name) || name.equals("tools") || name.equals("stream")) {
                throw new IllegalArgumentException(name + " is not a parameter");
            }
            if (!(name.equals("tool_choice") && request.tools().isEmpty())) { // refused by some without tools
                body.set(name, entry.getValue());
            }
        }
        if (request.seed().isPresent() && !body.has("seed")) {
            body.put("seed", request.seed().getAsLong());
        }
        return body;
    }

    /** The answer in a body; empty if it holds none. */
    static Optional<ModelResponse> answer(JsonNode json, ToolNames names, long latencyMs) {
        var choice = json.path("choices").path(0);
        var message = choice.path("message");
        if (!message.isObject()) {
            return Optional.empty();
        }
        var calls = new ArrayList<ToolCall>();
        for (var call : message.path("tool_calls")) {
            var function = call.path("function");
            var name = names.original(function.path("name").asText());
            calls.add(ToolCall.ofJson(name, function.get("arguments")));
        }
        var content = message.path("content");
        return Optional.of(new ModelResponse(
                calls,
                content.isTextual() ? content.textValue() : null,
                finishReason(choice, message, calls),
                usage(json.path("usage")),
                latencyMs,
                null));
    }

    private static FinishReason finishReason(JsonNode choice, JsonNode message, List<ToolCall> calls) {
        var reason = choice.path("finish_reason").asText();
        if (reason.equals("content_filter")
                || calls.isEmpty() && !message.path("refusal").asText("").isBlank()) {
            return FinishReason.REFUSAL;
        }
        return reason.equals("length") ? FinishReason.LENGTH : FinishReason.STOP;
    }

    private static Usage usage(JsonNode usage) {
        return new Usage(
                Math.max(0, usage.path("prompt_tokens").asLong()),
                Math.max(0, usage.path("completion_tokens").asLong()));
    }

    /** The provider's own words about an error; empty if there are none to be found. */
    static Optional<String> errorMessage(JsonNode json) {
        var error = json.path("error");
        for (var candidate : List.of(error.path("message"), error, json.path("message"), json.path("detail"))) {
            if (candidate.isTextual() && !candidate.textValue().isBlank()) {
                return Optional.of(candidate.textValue());
            }
        }
        return Optional.empty();
    }
}
