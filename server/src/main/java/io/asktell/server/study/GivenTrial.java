package io.asktell.server.study;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A trial as it is handed to a worker; the lease is absent where the study has none. */
public record GivenTrial(
        int number,
        Map<String, @Nullable Object> params,
        String origin,
        int attempt,
        @Nullable UUID leaseToken,
        @Nullable Instant leaseExpiresAt) {
    static GivenTrial of(LiveTrial trial, Turn turn) {
        return new GivenTrial(
                trial.number,
                TrialView.params(turn.space(), trial.point),
                trial.origin,
                trial.attempt,
                trial.leaseToken,
                trial.leaseExpiresAt);
    }
}
