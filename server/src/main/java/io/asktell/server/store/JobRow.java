package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A tune. {@code combos} counts the trials of each model's study. */
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

    /** Whether more of an objective is better. */
    public boolean maximised(int objective) {
        String name = objectives.get(objective);
        return name.equals("score") || name.equals("pass_rate");
    }

    public boolean ended() {
        return !status.equals("queued") && !status.equals("running");
    }
}
