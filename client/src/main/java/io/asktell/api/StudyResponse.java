package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A study as it stands; {@code best_value} is a number, or a list when there are several objectives. */
public record StudyResponse(
        long studyId,
        String studyName,
        Directions direction,
        int nTrials,
        @Nullable Scores bestValue,
        @Nullable Map<String, @Nullable Object> bestParams,
        @Nullable Instant datetimeStart,
        Map<String, JsonNode> userAttrs,
        JsonNode searchSpace,
        String sampler,
        JsonNode samplerOptions,
        String pruner,
        JsonNode prunerOptions,
        String status,
        @Nullable Integer maxTrials,
        @Nullable Double leaseSeconds,
        int maxAttempts,
        @Nullable List<String> metricNames,
        Map<String, Integer> trialCounts) {}
