package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job. {@code combos} counts the trials of each model's study.
 *
 * @param directions of the objectives: {@code maximize} or {@code minimize}
 * @param pruner of its studies
 * @param maxFailures with more failed trials than these the job fails
 * @param kind of work its trials are: {@code tool_eval}, or {@code tuning} where only the worker knows what they are
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
        int maxConcurrent,
        double timeoutSeconds,
        @Nullable Long seed,
        @Nullable String error,
        Instant createdAt,
        @Nullable Instant startedAt,
        @Nullable Instant completedAt) {
    /** The study of one of its models. */
    public String study(int model) {
        return "tune-" + id + "-" + model;
    }

    /** Combinations over all its models. */
    public long totalCombos() {
        return (long) combos * models.size();
    }

    /** Cases of one combination. */
    public long evaluationsEach() {
        return (long) cases * repeats;
    }

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
