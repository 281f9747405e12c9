package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial of an export. */
public record ExportedTrial(
        @Nullable Integer trialId,
        @Nullable String state,
        @Nullable List<Score> values,
        @Nullable Map<String, @Nullable Object> params,
        @Nullable Instant datetimeStart,
        @Nullable Instant datetimeComplete,
        @Nullable Map<String, JsonNode> userAttrs,
        @Nullable Map<Integer, Score> intermediateValues,
        @Nullable List<Double> constraints,
        @Nullable String worker,
        @Nullable Integer attempt,
        @Nullable String failReason,
        @Nullable String origin) {}
