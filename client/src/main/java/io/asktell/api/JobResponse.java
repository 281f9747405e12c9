package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tuning job as it stands. */
public record JobResponse(
        String id,
        String name,
        String status,
        JsonNode searchSpaceJson,
        @Nullable String bestRunId,
        @Nullable JsonNode bestParamsJson,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,
        List<JobTrial> trials) {}
