package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.MutableCoercionConfig;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.time.Instant;

/**
 * The one way JSON is read and written: snake_case, RFC 3339 times, nothing unknown, nothing coerced, no NaN, null as absent. A
 * number of unknown type is a {@code Long} or a {@code Double}.
 */
public final class Json {
    /** How deep a body may nest. */
    public static final int MAX_DEPTH = 100;

    private static final JsonMapper MAPPER = build();

    private Json() {}

    /** Shared by everyone; do not reconfigure it. */
    public static JsonMapper mapper() {
        return MAPPER;
    }

    private static JsonMapper build() {
        var strict = new SimpleModule("strict")
                .addDeserializer(Instant.class, new Rfc3339Instant())
                .addDeserializer(Double.class, new FiniteDouble(true))
                .addDeserializer(Double.TYPE, new FiniteDouble(false));
        var mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(strict)
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.USE_LONG_FOR_INTS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .withCoercionConfigDefaults(
                        to -> refuse(to, CoercionInputShape.EmptyString, CoercionInputShape.EmptyArray))
                .withCoercionConfig(LogicalType.Textual, Json::refuseScalars)
                .withCoercionConfig(LogicalType.DateTime, Json::refuseScalars)
                // else a component of type JsonNode tells "null" from "absent"; members of a tree and values of a map
                // keep their null
                .withConfigOverride(
                        JsonNode.class, node -> node.setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.SKIP)))
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxNumberLength(1000)
                        .maxStringLength(32 * 1024 * 1024)
                        .build());
        return mapper;
    }

    private static void refuseScalars(MutableCoercionConfig to) {
        refuse(to, CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean);
    }

    private static void refuse(MutableCoercionConfig to, CoercionInputShape... shapes) {
        for (var shape : shapes) {
            to.setCoercion(shape, CoercionAction.Fail);
        }
    }
}
