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
 * @param reuseResults whether results that earlier tunes have of the same requests are taken over
 * @param judge the judge it was started with
 * @param percent of all calls, those spared by stopping combinations early too
 * @param etaSeconds by calls; null before the first and after the end
 * @param detail what a running tune does now, or why nothing happens yet, such as that nobody is there to evaluate
 * @param best the best combination so far; of several objectives, the first of the front
 * @param defaults the defaults of the winner's model on the same suite, once they were run for the confirmation
 * @param confirmation winner, runner-up and defaults run afresh, once the search is over
 * @param stopReason why the search ended before its time, as {@code budget: calls}
 * @param judgeStatus of the judge's report: wished, running, completed or failed; null without one
 * @param spent what was used so far, of the budget if there is one
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
        boolean reuseResults,
        @Nullable JudgeRequest judge,
        int confirmRepeats,
        @Nullable Long maxCalls,
        @Nullable Long maxTokensTotal,
        @Nullable Double maxCost,
        long totalCombos,
        long completedCombos,
        long failedCombos,
        long totalEvaluations,
        long completedEvaluations,
        double percent,
        @Nullable Double etaSeconds,
        @Nullable ParamTuneCombo best,
        @Nullable ParamTuneCombo defaults,
        @Nullable ParamTuneConfirmation confirmation,
        @Nullable String bestRunId,
        @Nullable String detail,
        @Nullable String stopReason,
        ParamTuneSpent spent,
        @Nullable String judgeStatus,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {}
