package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** A registered model. */
public record ModelResponse(
        String name,
        String provider,
        String wireName,
        @Nullable String displayName,
        @Nullable JsonNode generationSchema,
        @Nullable JsonNode prices) {}
