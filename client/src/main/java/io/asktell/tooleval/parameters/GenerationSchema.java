package io.asktell.tooleval.parameters;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.FieldError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters a model takes, by name, in order. */
public record GenerationSchema(Map<String, ParameterSpec> parameters) {
    /** Llama of the third generation by any spelling; not Llama 30B or 3B, which are sizes. */
    private static final Pattern LLAMA_3 = Pattern.compile("(?<![a-z])llama[-_ ]?3(?![0-9b])");

    public GenerationSchema {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** What is assumed of a model about which nothing was said. */
    public static GenerationSchema defaultFor(String model) {
        var llama3 = LLAMA_3.matcher(model.toLowerCase(Locale.ROOT)).find();
        var schema = new LinkedHashMap<String, ParameterSpec>();
        schema.put(
                "temperature",
                ParameterSpec.number(ParameterType.FLOAT, 0.7, 0, llama3 ? 1 : 2, "How far from the likeliest token."));
        schema.put(
                "max_tokens", ParameterSpec.number(ParameterType.INT, 2048, 128, 8192, "Longest answer, in tokens."));
        schema.put(
                "top_p",
                ParameterSpec.number(
                        ParameterType.FLOAT, 0.9, 0, 1, "Share of probability that tokens are drawn from."));
        schema.put("top_k", ParameterSpec.number(ParameterType.INT, 40, 1, 100, "How many tokens are drawn from."));
        schema.put(
                "repeat_penalty",
                ParameterSpec.number(ParameterType.FLOAT, 1.1, 1, 2, "How much a token loses by having occurred."));
        return new GenerationSchema(schema);
    }

    /**
     * Reads a schema as it stands in a manifest or a model's registration, {@code {"temperature":{"type":"float","min":0}}}.
     *
     * @param errors takes what is wrong, by path below {@code path}; what is wrong is left out of the result
     */
    public static GenerationSchema read(JsonNode json, String path, List<FieldError> errors) {
        return SchemaReader.read(json, path, errors);
    }

    /** This schema with some of its parameters replaced and others added. */
    public GenerationSchema overriddenBy(GenerationSchema other) {
        var merged = new LinkedHashMap<>(parameters);
        merged.putAll(other.parameters);
        return new GenerationSchema(merged);
    }

    /** The values in use when nothing is sent, as far as they are known. */
    public ObjectNode defaults() {
        var values = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, spec) -> {
            if (spec.defaultValue() != null) {
                values.set(name, spec.defaultValue());
            }
        });
        return values;
    }

    /** Checks values that are to be saved: one error for each that is unknown or not allowed. */
    public List<FieldError> check(ObjectNode values, String path) {
        var errors = new ArrayList<FieldError>();
        for (var entry : values.properties()) {
            var spec = parameters.get(entry.getKey());
            var field = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
            if (spec == null) {
                errors.add(new FieldError(
                        field, "the model has no such parameter; it has " + String.join(", ", parameters.keySet())));
            } else {
                spec.fault(entry.getValue()).ifPresent(fault -> errors.add(new FieldError(field, fault)));
            }
        }
        return errors;
    }

    /** As it is read. */
    public ObjectNode toJson() {
        var json = JsonNodeFactory.instance.objectNode();
        parameters.forEach((name, spec) -> json.set(name, spec.toJson()));
        return json;
    }
}
