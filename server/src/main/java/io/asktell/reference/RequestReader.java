package io.asktell.reference;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/** Turns the body of a chat completion into a request, or refuses it and names the field. */
final class RequestReader {
    private static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "frequency_penalty",
            "presence_penalty",
            "repetition_penalty",
            "seed",
            "max_tokens",
            "n",
            "stop",
            "stream");
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final ToolsReader toolsReader = new ToolsReader();

    ChatRequest read(byte[] body) {
        JsonNode root;
        try {
            root = MAPPER.readTree(body);
        } catch (IOException e) {
            throw RefusedRequestException.malformed("We could not parse the JSON body of your request.");
        }
        if (!root.isObject()) {
            throw RefusedRequestException.malformed("The body of your request must be a JSON object.");
        }
        return request(Fields.of(root, ""));
    }

    private ChatRequest request(Fields fields) {
        fields.allowOnly(KNOWN);
        var model = fields.text("model");
        if (!model.equals(ReferenceModel.NAME)) {
            throw RefusedRequestException.model(model);
        }
        if (fields.truth("stream", false)) {
            throw RefusedRequestException.unsupported("stream", "This model does not stream; set 'stream' to false.");
        }
        fields.integer("n", 1, 1);
        var conversation = Conversation.of(fields);
        var tools = toolsReader.tools(fields);
        var maxTokens = fields.integer("max_tokens", 1, Integer.MAX_VALUE);
        return new ChatRequest(
                conversation.lastRequest(),
                conversation.answered(),
                conversation.characters() + fields.get("tools"),
                tools,
                ToolsReader.choice(fields, tools),
                fields.truth("parallel_tool_calls", true),
                sampling(fields),
                fields.integer("seed", Long.MIN_VALUE, Long.MAX_VALUE),
                maxTokens.isPresent() ? OptionalInt.of((int) maxTokens.getAsLong()) : OptionalInt.empty(),
                stop(fields));
    }

    private static SamplingParameters sampling(Fields fields) {
        var defaults = SamplingParameters.defaults();
        return new SamplingParameters(
                fields.number("temperature", 0, 2, defaults.temperature()),
                fields.number("top_p", 0, 1, defaults.topP()),
                (int) fields.integer("top_k", 0, Integer.MAX_VALUE).orElse(defaults.topK()),
                fields.number("min_p", 0, 1, defaults.minP()),
                fields.number("frequency_penalty", -2, 2, defaults.frequencyPenalty()),
                fields.number("presence_penalty", -2, 2, defaults.presencePenalty()),
                fields.number(
                        "repetition_penalty",
                        SamplingParameters.LEAST_REPETITION_PENALTY,
                        2,
                        defaults.repetitionPenalty()));
    }

    private static List<String> stop(Fields fields) {
        var node = fields.get("stop");
        if (node.isTextual()) {
            return node.asText().isEmpty() ? List.of() : List.of(node.asText());
        }
        var stop = new ArrayList<String>();
        for (var one : fields.array("stop")) {
            if (!one.isTextual() || one.asText().isEmpty()) {
                throw RefusedRequestException.type("stop", "a string or an array of non-empty strings");
            }
            stop.add(one.asText());
        }
        if (stop.size() > 4) {
            throw RefusedRequestException.value("stop", "at most 4 sequences");
        }
        return stop;
    }
}
