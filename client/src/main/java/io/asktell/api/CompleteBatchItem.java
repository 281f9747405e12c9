package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One tell of many. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CompleteBatchItem(
        @Nullable Integer trialId,
        @Nullable Scores values,
        @Nullable Map<Integer, Score> intermediateValues,
        @Nullable Map<String, JsonNode> userAttrs,
        @Nullable List<Double> constraints,
        @Nullable String leaseToken) {}
