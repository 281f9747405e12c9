package io.asktell.api;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One line of the list of studies. */
public record StudySummary(
        long studyId,
        String studyName,
        Directions direction,
        int nTrials,
        @Nullable Scores bestValue,
        @Nullable Instant datetimeStart,
        String status,
        String sampler,
        @Nullable Integer maxTrials,
        Map<String, Integer> trialCounts) {}
