package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes a study, or loads the one of this name. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateStudyRequest(
        String name,
        @Nullable Directions direction,
        @Nullable Directions directions,
        @Nullable JsonNode searchSpace,
        @Nullable String sampler,
        @Nullable JsonNode samplerOptions,
        @Nullable String pruner,
        @Nullable JsonNode prunerOptions,
        @Nullable Boolean loadIfExists,
        @Nullable Integer maxTrials,
        @Nullable Double leaseSeconds,
        @Nullable Integer maxAttempts,
        @Nullable List<String> metricNames,
        @Nullable Map<String, JsonNode> userAttrs) {}
