package io.asktell.server.http;

import io.asktell.api.LeaseResponse;
import io.asktell.api.Score;
import io.asktell.api.Scores;
import io.asktell.api.SuggestResponse;
import io.asktell.api.TrialResponse;
import io.asktell.server.study.Attributes;
import io.asktell.server.study.GivenTrial;
import io.asktell.server.study.TrialView;
import io.asktell.study.TrialState;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Trials as they are answered. */
final class TrialAnswers {
    private TrialAnswers() {}

    static SuggestResponse response(String study, GivenTrial trial) {
        return new SuggestResponse(
                trial.number(),
                trial.number(),
                trial.params(),
                study,
                lease(trial.leaseToken(), trial.leaseExpiresAt()),
                trial.origin(),
                trial.attempt());
    }

    static TrialResponse response(TrialView view) {
        var row = view.row();
        Map<Integer, Score> intermediate = new LinkedHashMap<>();
        view.reports().asMap().forEach((step, value) -> intermediate.put(step, new Score(value)));
        Instant started = row.startedAt();
        Instant finished = row.finishedAt();
        return new TrialResponse(
                row.number(),
                view.study(),
                row.state().name(),
                row.values() == null ? null : Scores.of(row.values()).values(),
                view.params(),
                started,
                finished,
                started == null || finished == null
                        ? null
                        : Duration.between(started, finished).toNanos() / 1e9,
                Attributes.read(row.userAttrs()),
                intermediate,
                constraints(row.constraints()),
                row.worker(),
                row.attempt(),
                row.failReason(),
                row.state() == TrialState.RUNNING ? lease(row.leaseToken(), row.leaseExpiresAt()) : null);
    }

    private static @Nullable List<Double> constraints(double @Nullable [] values) {
        return values == null ? null : java.util.Arrays.stream(values).boxed().toList();
    }

    static @Nullable LeaseResponse lease(@Nullable UUID token, @Nullable Instant expiresAt) {
        return token == null || expiresAt == null ? null : new LeaseResponse(token.toString(), expiresAt);
    }
}
