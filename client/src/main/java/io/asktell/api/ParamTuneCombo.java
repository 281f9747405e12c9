package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One combination of parameters and how the model did with it.
 *
 * @param trialId its trial in the model's study; absent for a run that belongs to no study
 * @param status the trial's state
 * @param evaluated how many of the {@code total} evaluations were made: fewer when it was stopped early
 * @param sameAs the combination that became the same request before, whose results this one has
 * @param reused how many of the {@code evaluated} were taken over, without a call
 * @param adjustments what was changed in the parameters so that the model takes them
 */
public record ParamTuneCombo(
        String comboId,
        String model,
        @Nullable String studyName,
        @Nullable Integer trialId,
        Map<String, @Nullable Object> params,
        String status,
        @Nullable Scores value,
        @Nullable Double score,
        int passed,
        int evaluated,
        int total,
        int reused,
        @Nullable String sameAs,
        @Nullable Double latencyMs,
        @Nullable Long totalTokens,
        @Nullable Double cost,
        List<JsonNode> adjustments,
        @Nullable String runId,
        @Nullable String error,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {}
