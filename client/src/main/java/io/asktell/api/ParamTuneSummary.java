package io.asktell.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the history of tunes. */
public record ParamTuneSummary(
        String jobId,
        String status,
        String suiteId,
        String suiteName,
        List<String> models,
        String optimizationMode,
        Objectives objective,
        long totalCombos,
        long completedCombos,
        @Nullable Scores bestValue,
        Instant createdAt,
        @Nullable Instant completedAt) {}
