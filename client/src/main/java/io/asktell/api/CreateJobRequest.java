package io.asktell.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Makes a tuning job. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CreateJobRequest(
        @Nullable String name,
        @Nullable String datasetKey,
        @Nullable String baseModelId,
        @Nullable String metricName,
        @Nullable String metricMode,
        @Nullable Integer numSamples,
        @Nullable Integer maxConcurrentTrials,
        @Nullable JsonNode searchSpace,
        @Nullable String sampler,
        @Nullable String pruner,
        @Nullable Integer maxFailures,
        @Nullable Long seed,
        @Nullable String mode) {}
