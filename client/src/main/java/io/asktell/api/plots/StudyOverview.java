package io.asktell.api.plots;

import io.asktell.api.Scores;
import io.asktell.api.StudyResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A study at a glance.
 *
 * @param best the five best feasible trials; of several objectives the first of the front
 * @param finishedPerMinute trials that ended in the last ten minutes, a tenth of them
 * @param workersActive how many workers have a trial whose lease is not overdue
 * @param updatedAt when a trial last started or ended; null when none has
 */
public record StudyOverview(
        String version,
        int trials,
        StudyResponse study,
        List<BestTrial> best,
        double finishedPerMinute,
        int workersActive,
        int running,
        int pruned,
        @Nullable Instant updatedAt) {
    /** A complete trial. */
    public record BestTrial(int trialId, Scores values, Map<String, @Nullable Object> params) {}
}
