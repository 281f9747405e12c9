package io.asktell.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tune as it stands.
 *
 * @param studies the study of each model
 * @param percent of all calls, those spared by stopping combinations early too
 * @param etaSeconds by calls; null before the first and after the end
 * @param detail why nothing happens yet, such as that nobody is there to evaluate
 * @param best the best combination so far; of several objectives, the first of the front
 * @param defaults the models' own defaults on the same suite, once they were run for comparison
 * @param confirmation the best combination run afresh, once it was
 */
public record ParamTuneDetail(
        String jobId,
        String status,
        String suiteId,
        int suiteVersion,
        String suiteName,
        List<String> models,
        Map<String, String> studies,
        JsonNode searchSpace,
        String optimizationMode,
        Objectives objective,
        int repeats,
        boolean racing,
        int maxConcurrentTrials,
        double timeoutSeconds,
        @Nullable Long seed,
        long totalCombos,
        long completedCombos,
        long failedCombos,
        long totalEvaluations,
        long completedEvaluations,
        double percent,
        @Nullable Double etaSeconds,
        @Nullable ParamTuneCombo best,
        @Nullable ParamTuneCombo defaults,
        @Nullable ParamTuneCombo confirmation,
        @Nullable String bestRunId,
        @Nullable String error,
        @Nullable String detail,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {}
