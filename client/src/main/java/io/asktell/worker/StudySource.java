package io.asktell.worker;

import io.asktell.api.SuggestRequest;
import io.asktell.client.StudyClient;
import io.asktell.client.StudyPausedException;
import java.time.Duration;
import java.util.Optional;

/** Asks one study for trials. */
final class StudySource implements WorkSource {
    /** For the lease of a study that no longer says how long its leases are. */
    private static final Duration UNKNOWN_LEASE = Duration.ofSeconds(10);

    private final StudyClient study;
    private final Objective objective;
    private final WorkerOptions options;
    private final WorkerTime time;

    StudySource(StudyClient study, Objective objective, WorkerOptions options, WorkerTime time) {
        this.study = study;
        this.objective = objective;
        this.options = options;
        this.time = time;
    }

    @Override
    public Optional<Work> next(String key) {
        var lease = options.lease();
        long asked = time.nanoTime();
        try {
            var trial = study.ask(
                    new SuggestRequest(null, options.name(), lease == null ? null : lease.toNanos() / 1e9, null), key);
            var params = new Params(trial.params());
            return Optional.of(new Work(
                    trial.studyName(),
                    trial.number(),
                    trial.attempt(),
                    params,
                    trial.lease(),
                    trial.lease() == null ? Duration.ZERO : leaseDuration(),
                    asked,
                    context -> TrialResult.of(objective.evaluate(params, context))));
        } catch (StudyPausedException e) {
            return Optional.empty();
        }
    }

    private Duration leaseDuration() {
        var own = options.lease();
        if (own != null) {
            return own;
        }
        Double seconds = study.get().leaseSeconds();
        return seconds == null ? UNKNOWN_LEASE : Duration.ofNanos((long) (seconds * 1e9));
    }
}
