package io.asktell.tooleval.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.asktell.tooleval.parameters.Adjustment.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fits parameters to a model: a name the model knows by another one is renamed, a parameter it does not have is dropped, a number
 * out of range is clamped. Each change is told. How to call tools is a matter of the protocol and needs no place in the model's schema.
 */
public final class ParameterRegistry {
    /** Taken by every model of the protocol, unless its schema says more about them. */
    private static final Set<String> OF_THE_PROTOCOL = Set.of("tool_choice", "parallel_tool_calls", "seed", "stop");

    /** Names that mean the same to different engines. */
    private static final List<Set<String>> SYNONYMS = List.of(
            Set.of("max_tokens", "max_completion_tokens", "max_output_tokens", "num_predict"),
            Set.of("repeat_penalty", "repetition_penalty"),
            Set.of("seed", "random_seed"));

    /** Protocol to the names that its requests use in place of ours. */
    private static final Map<String, Map<String, String>> WIRE_NAMES = Map.of(
            "openai", Map.of("repeat_penalty", "repetition_penalty"),
            "vllm", Map.of("repeat_penalty", "repetition_penalty"));

    private ParameterRegistry() {}

    /**
     * The parameters to send in place of those asked for. A parameter that is null is absent.
     *
     * @throws IllegalArgumentException if a name is reserved ({@link ReservedNames})
     */
    public static Resolution resolve(String protocol, GenerationSchema schema, ObjectNode asked) {
        var sent = JsonNodeFactory.instance.objectNode();
        var adjustments = new ArrayList<Adjustment>();
        for (var entry : asked.properties()) {
            var param = entry.getKey();
            var value = entry.getValue();
            if (ReservedNames.contains(param)) {
                throw new IllegalArgumentException(param + " is reserved: it is not a generation parameter");
            }
            if (value.isNull()) {
                continue;
            }
            var name = nameIn(schema, param);
            var spec = schema.parameters().get(name);
            if (spec == null && !OF_THE_PROTOCOL.contains(name)) {
                adjustments.add(drop(param, value, "the model has no such parameter"));
                continue;
            }
            var wireName = WIRE_NAMES.getOrDefault(protocol, Map.of()).getOrDefault(name, name);
            if (sent.has(wireName)) {
                adjustments.add(drop(param, value, "it is the same parameter as another one that is sent"));
                continue;
            }
            var fitting = spec == null ? value : fit(param, value, spec, adjustments);
            if (fitting != null) {
                if (!wireName.equals(param)) {
                    var reason = "the model knows it by the name " + wireName;
                    adjustments.add(new Adjustment(param, Action.RENAME, value, TextNode.valueOf(wireName), reason));
                }
                sent.set(wireName, fitting);
            }
        }
        return new Resolution(sent, adjustments);
    }

    private static String nameIn(GenerationSchema schema, String param) {
        if (!schema.parameters().containsKey(param)) {
            for (var synonyms : SYNONYMS) {
                if (synonyms.contains(param)) {
                    return schema.parameters().keySet().stream()
                            .filter(synonyms::contains)
                            .findFirst()
                            .orElse(param);
                }
            }
        }
        return param;
    }

    private static @Nullable JsonNode fit(
            String param, JsonNode value, ParameterSpec spec, List<Adjustment> adjustments) {
        var fault = spec.fault(value);
        if (fault.isEmpty()) {
            return value;
        }
        if (!spec.type().numeric() || !value.isNumber() || !Double.isFinite(value.doubleValue())) {
            adjustments.add(drop(param, value, "it " + fault.get()));
            return null;
        }
        var nearest = spec.nearest(value.doubleValue());
        adjustments.add(new Adjustment(param, Action.CLAMP, value, nearest, "it " + fault.get()));
        return nearest;
    }

    private static Adjustment drop(String param, JsonNode value, String reason) {
        return new Adjustment(param, Action.DROP, value, null, reason);
    }
}
