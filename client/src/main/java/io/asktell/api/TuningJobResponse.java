package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tuning job as it stands.
 *
 * @param studyName where its trials are
 * @param bestValue the metric of the best trial so far
 * @param trials the first thousand, in order; absent in lists of jobs
 */
public record TuningJobResponse(
        String id,
        String name,
        String status,
        String datasetKey,
        String baseModelId,
        String metricName,
        String metricMode,
        int numSamples,
        int maxConcurrentTrials,
        int maxFailures,
        String mode,
        String sampler,
        String pruner,
        @Nullable Long seed,
        JsonNode searchSpaceJson,
        String studyName,
        @Nullable String bestRunId,
        @Nullable Map<String, @Nullable Object> bestParamsJson,
        @Nullable Score bestValue,
        @Nullable String error,
        @Nullable String detail,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<TuningTrial> trials) {}
