package io.asktell.server.study;

import io.asktell.api.ExportedTrial;
import io.asktell.api.Score;
import io.asktell.space.SearchSpace;
import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A trial from a file, checked. One that was running when it was written waits to be given out again. */
record ImportedTrial(
        TrialState state,
        double[] point,
        double @Nullable [] values,
        double @Nullable [] constraints,
        Map<Integer, Double> reports,
        String attrs,
        @Nullable String worker,
        int attempt,
        @Nullable String failReason,
        String origin,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt) {
    private static final Set<String> ORIGINS = Set.of("startup", "model", "fallback", "grid", "queue");

    /** Notes what is wrong under {@code path}; null if anything is. */
    static @Nullable ImportedTrial of(
            ExportedTrial trial, int number, SearchSpace space, int objectives, String path, FieldErrors errors) {
        Integer id = trial.trialId();
        if (id == null || id != number) {
            errors.add(path + ".trial_id", "trials come by number without gaps, so " + number + ", but it is " + id);
            return null;
        }
        TrialState state = Arrays.stream(TrialState.values())
                .filter(s -> s.name().equals(trial.state()))
                .findFirst()
                .orElse(null);
        if (state == null) {
            errors.add(
                    path + ".state", "one of " + Arrays.toString(TrialState.values()) + ", but it is " + trial.state());
            return null;
        }
        double[] point;
        try {
            point = FixedParams.point(space, trial.params() == null ? Map.of() : trial.params(), path + ".params");
        } catch (io.asktell.server.problem.InvalidException e) {
            e.errors().forEach(error -> errors.add(error.field(), error.message()));
            return null;
        }
        if (state != TrialState.WAITING && !space.contains(point)) {
            errors.add(path + ".params", "a value for each active parameter, and none for the others");
            return null;
        }
        List<Score> values = trial.values();
        if (state == TrialState.COMPLETE
                ? values == null
                        || values.size() != objectives
                        || values.stream().anyMatch(Objects::isNull)
                : values != null) {
            errors.add(path + ".values", "one per objective for a COMPLETE trial, none for others");
            return null;
        }
        List<Double> constraints = trial.constraints();
        if (constraints != null && constraints.stream().anyMatch(c -> c == null || !Double.isFinite(c))) {
            errors.add(path + ".constraints", "finite numbers");
            return null;
        }
        Map<Integer, Double> reports = new LinkedHashMap<>();
        if (trial.intermediateValues() != null) {
            for (var report : trial.intermediateValues().entrySet()) {
                if (report.getKey() < 0 || report.getValue() == null) {
                    errors.add(path + ".intermediate_values", "a number for each step, which is at least 0");
                    return null;
                }
                reports.put(report.getKey(), report.getValue().value());
            }
        }
        int attempt = Objects.requireNonNullElse(trial.attempt(), 1);
        if (attempt < 1) {
            errors.add(path + ".attempt", "at least 1, but it is " + attempt);
            return null;
        }
        boolean waiting = !state.finished();
        String origin = trial.origin();
        return new ImportedTrial(
                waiting ? TrialState.WAITING : state,
                point,
                values == null
                        ? null
                        : values.stream().mapToDouble(Score::value).toArray(),
                constraints == null
                        ? null
                        : constraints.stream().mapToDouble(Double::doubleValue).toArray(),
                reports,
                Attributes.stored(trial.userAttrs() == null ? Map.of() : trial.userAttrs()),
                trial.worker(),
                attempt,
                trial.failReason(),
                origin != null && ORIGINS.contains(origin) ? origin : "queue",
                waiting ? null : trial.datetimeStart(),
                waiting ? null : trial.datetimeComplete());
    }

    /** The trial under a number of a study. */
    LiveTrial live(long studyId, int number, int spaceVersion, Instant now) {
        var trial = new LiveTrial(studyId, number, state, spaceVersion, point, null, origin, now);
        trial.values = values;
        trial.constraints = constraints;
        trial.addedAttrs = attrs;
        trial.worker = worker;
        trial.attempt = attempt;
        trial.failReason = failReason;
        trial.startedAt = startedAt;
        trial.finishedAt = finishedAt == null && state.finished() ? now : finishedAt;
        return trial;
    }
}
