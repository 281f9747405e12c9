package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of the list of studies. */
public record StudySummaryRow(
        long id,
        String name,
        List<String> directions,
        String status,
        int nextNumber,
        double @Nullable [] bestValues,
        @Nullable Instant firstStarted,
        String sampler,
        @Nullable Integer maxTrials,
        int waiting,
        int running,
        int complete,
        int pruned,
        int failed,
        long total) {}
