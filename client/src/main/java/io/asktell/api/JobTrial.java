package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One trial of a tuning job. */
public record JobTrial(
        int id,
        @Nullable String runId,
        JsonNode paramsJson,
        @Nullable Double metricValue,
        String status,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant completedAt) {}
