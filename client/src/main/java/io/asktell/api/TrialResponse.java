package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial. */
public record TrialResponse(
        int trialId,
        String studyName,
        String state,
        @Nullable List<Score> values,
        Map<String, @Nullable Object> params,
        @Nullable Instant datetimeStart,
        @Nullable Instant datetimeComplete,
        @Nullable Double durationSeconds,
        Map<String, JsonNode> userAttrs,
        Map<Integer, Score> intermediateValues,
        @Nullable List<Double> constraints,
        @Nullable String worker,
        int attempt,
        @Nullable String failReason,
        @Nullable LeaseResponse lease) {}
