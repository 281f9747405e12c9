package io.asktell.reference;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** OpenAI's bodies: completions, the list of models, errors. */
final class AnswerWriter {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private AnswerWriter() {}

    /** @param serial names the completion and its calls */
    static ObjectNode completion(ChatAnswer answer, long serial, long createdSeconds) {
        var body = NODES.objectNode()
                .put("id", "chatcmpl-" + Long.toHexString(serial))
                .put("object", "chat.completion")
                .put("created", createdSeconds)
                .put("model", ReferenceModel.NAME);
        var message = NODES.objectNode().put("role", "assistant");
        if (answer.calls().isEmpty()) {
            message.put("content", answer.text());
        } else {
            message.putNull("content");
            var calls = message.putArray("tool_calls");
            for (int i = 0; i < answer.calls().size(); i++) {
                var call = answer.calls().get(i);
                var function = NODES.objectNode().put("name", call.name()).put("arguments", call.arguments());
                calls.addObject()
                        .put("id", "call_" + Long.toHexString(serial) + '_' + i)
                        .put("type", "function")
                        .set("function", function);
            }
        }
        body.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", answer.finishReason().wire())
                .putNull("logprobs")
                .set("message", message);
        body.putObject("usage")
                .put("prompt_tokens", answer.promptTokens())
                .put("completion_tokens", answer.completionTokens())
                .put("total_tokens", answer.promptTokens() + answer.completionTokens());
        return body;
    }

    static ObjectNode models() {
        var body = NODES.objectNode().put("object", "list");
        body.putArray("data")
                .addObject()
                .put("id", ReferenceModel.NAME)
                .put("object", "model")
                .put("created", 0)
                .put("owned_by", "asktell");
        return body;
    }

    static ObjectNode error(String message, String type, @Nullable String param, @Nullable String code) {
        var body = NODES.objectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return body;
    }
}
