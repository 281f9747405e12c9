package io.asktell.reference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.tooleval.Message;
import io.asktell.tooleval.ModelResponse;
import io.asktell.tooleval.Tool;
import io.asktell.tooleval.ToolCall;
import io.asktell.tooleval.target.ModelRequest;
import io.asktell.tooleval.target.ProviderLimiter;
import io.asktell.tooleval.target.ProviderModel;
import io.asktell.tooleval.target.TargetOptions;
import io.asktell.tooleval.target.Timing;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** The reference model's answers to one case, and what they score: read once, and each answer judged once, so that millions can be drawn. */
public final class CaseDraws {
    private static final ReferenceModel MODEL = new ReferenceModel();
    private static final RequestReader READER = new RequestReader();
    private static final ProviderModel WRITER = new ProviderModel(
            TargetOptions.of("openai", URI.create("http://localhost/v1"), ReferenceModel.NAME, null),
            new ProviderLimiter(1, OptionalInt.empty(), Timing.system()),
            ProviderModel.newHttpClient());

    /** The parameters of a request. */
    public static final class Settings {
        private final ChatRequest request;

        private Settings(ChatRequest request) {
            this.request = request;
        }
    }

    private final ModelRequest asked;
    private final ChatRequest request;
    private final Reading reading;
    private final ToDoubleFunction<ModelResponse> scorer;
    private final Map<List<ChatAnswer.Call>, Double> scores = new ConcurrentHashMap<>();

    /** @param scorer of an answer, by its calls alone */
    public CaseDraws(List<Message> messages, List<Tool> tools, ToDoubleFunction<ModelResponse> scorer) {
        asked = new ModelRequest(messages, tools, Json.mapper().createObjectNode(), OptionalLong.empty());
        request = read(asked);
        reading = ReferenceModel.read(request);
        this.scorer = scorer;
    }

    /** What these parameters come to in a request, for any case. */
    public Settings settings(ObjectNode parameters) {
        return new Settings(read(new ModelRequest(asked.messages(), asked.tools(), parameters, OptionalLong.empty())));
    }

    public double score(Settings settings, long seed) {
        var drawn = new ChatRequest(
                request.prompt(),
                request.answered(),
                "", // only its tokens would be counted
                request.tools(),
                settings.request.toolChoice(),
                settings.request.parallelToolCalls(),
                settings.request.sampling(),
                OptionalLong.of(seed),
                OptionalInt.empty(),
                List.of());
        var calls = MODEL.answer(drawn, reading, 0).calls();
        return scores.computeIfAbsent(
                calls,
                made -> scorer.applyAsDouble(ModelResponse.recorded(
                        made.stream()
                                .map(call -> ToolCall.parse(call.name(), call.arguments()))
                                .toList(),
                        null)));
    }

    private static ChatRequest read(ModelRequest request) {
        try {
            return READER.read(Json.mapper().writeValueAsBytes(WRITER.body(request)));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
