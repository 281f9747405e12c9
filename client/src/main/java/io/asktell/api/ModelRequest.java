package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Registers a model of a provider. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ModelRequest(
        @Nullable String provider,
        @Nullable String wireName,
        @Nullable String displayName,
        @Nullable JsonNode generationSchema,
        @Nullable JsonNode prices) {}
