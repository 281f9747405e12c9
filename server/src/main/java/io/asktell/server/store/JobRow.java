package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job. {@code combos} counts the trials of each model's study.
 *
 * @param directions of the objectives: {@code maximize} or {@code minimize}
 * @param pruner of its studies
 * @param maxFailures with more failed trials than these the job fails
 * @param kind of work its trials are: {@code tool_eval}, or {@code tuning} where only the worker knows what they are
 * @param reuseResults whether results that other jobs have of the same requests are taken over
 * @param workers who may evaluate them: {@code own} of the server, {@code outside} ones, or {@code any}
 */
public record JobRow(
        String id,
        @Nullable String credential,
        String status,
        String suiteId,
        int suiteVersion,
        String suiteName,
        int cases,
        List<String> models,
        String space,
        String mode,
        String sampler,
        int combos,
        List<String> objectives,
        List<String> directions,
        String pruner,
        int maxFailures,
        String kind,
        String workers,
        int repeats,
        boolean racing,
        boolean reuseResults,
        int maxConcurrent,
        double timeoutSeconds,
        @Nullable Long seed,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {
    private static final Set<String> METRICS = Set.of("score", "pass_rate");

    /** The study of one of its models. */
    public String study(int model) {
        return "tune-" + id + "-" + model;
    }

    /** The study of its confirmation. */
    public String confirmationStudy() {
        return "tune-" + id + "-confirmation";
    }

    /** The one objective of which every case has a part between 0 and 1; null for a job of another kind. */
    public @Nullable String metric() {
        return kind.equals("tool_eval") && objectives.size() == 1 && METRICS.contains(objectives.get(0)) && maximised(0)
                ? objectives.get(0)
                : null;
    }

    /** Combinations over all its models. */
    public long totalCombos() {
        return (long) combos * models.size();
    }

    /** Cases of one combination. */
    public long evaluationsEach() {
        return (long) cases * repeats;
    }

    /** Cases of the search, were nothing stopped early. */
    public long totalEvaluations() {
        return totalCombos() * evaluationsEach();
    }

    /** Whether more of an objective is better. */
    public boolean maximised(int objective) {
        return directions.get(objective).equals("maximize");
    }

    public boolean ended() {
        return status.equals("completed") || status.equals("failed") || status.equals("canceled");
    }
}
