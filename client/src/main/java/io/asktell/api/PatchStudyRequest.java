package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Changes a study; what is absent stays. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PatchStudyRequest(
        @Nullable String sampler,
        @Nullable JsonNode samplerOptions,
        @Nullable String pruner,
        @Nullable JsonNode prunerOptions,
        @Nullable Map<String, JsonNode> userAttrs,
        @Nullable String status,
        @Nullable JsonNode searchSpace) {}
