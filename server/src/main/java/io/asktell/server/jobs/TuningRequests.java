package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.Json;
import io.asktell.api.TuningJobRequest;
import io.asktell.server.jobs.TuneInputs.SuiteVersion;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.TuningRow;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.Studies;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tuning job may be: requests checked and made into rows. */
final class TuningRequests {
    private static final int MAX_SAMPLES = 100_000;
    private static final int DEFAULT_SAMPLES = 10;
    private static final Map<String, String> DIRECTIONS = Map.of("max", "maximize", "min", "minimize");
    /** Names under which others know a figure of a suite. */
    private static final Map<String, String> FIGURES = Map.of("score_mean", "score");

    private static final Set<String> INDEPENDENT = Set.of("random", "qmc");
    private static final SecureRandom SEEDS = new SecureRandom();

    private final Studies studies;
    private final TuneInputs inputs;

    TuningRequests(Studies studies, TuneInputs inputs) {
        this.studies = studies;
        this.inputs = inputs;
    }

    /** A job and what was asked for. */
    record Rows(JobRow job, TuningRow tuning) {}

    Rows rows(TuningJobRequest request, @Nullable String credential) {
        var errors = new FieldErrors();
        String name = text("name", request.name(), errors);
        String dataset = text("dataset_key", request.datasetKey(), errors);
        String model = text("base_model_id", request.baseModelId(), errors);
        String mode = Objects.requireNonNullElse(request.mode(), "local");
        errors.check(mode.equals("local") || mode.equals("remote"), "mode", "local or remote");
        int samples = Objects.requireNonNullElse(request.numSamples(), DEFAULT_SAMPLES);
        errors.check(samples >= 1 && samples <= MAX_SAMPLES, "num_samples", "1 to " + MAX_SAMPLES);
        int concurrent = Objects.requireNonNullElse(request.maxConcurrentTrials(), 1);
        errors.check(concurrent >= 1 && concurrent <= 1000, "max_concurrent_trials", "1 to 1000");
        int failures = Objects.requireNonNullElse(request.maxFailures(), samples / 2);
        errors.check(failures >= 0 && failures <= MAX_SAMPLES, "max_failures", "0 to " + MAX_SAMPLES);

        SuiteVersion suite = inputs.suite(dataset).orElse(null);
        AssignedModel target = inputs.model(model).orElse(null);
        boolean evaluated = mode.equals("local") || suite != null && target != null;
        if (evaluated) {
            errors.check(
                    suite != null && suite.cases() > 0,
                    "dataset_key",
                    "a suite with cases; with mode remote it may be anything that your workers understand");
            errors.check(
                    target != null,
                    "base_model_id",
                    "no model of this name has a provider; register it with PUT /api/v1/models/{model}");
        }
        String metric = Objects.requireNonNullElse(request.metricName(), "score");
        String figure = evaluated ? FIGURES.getOrDefault(metric, metric) : metric;
        errors.check(
                !metric.isEmpty() && metric.length() <= 256 && (!evaluated || TuneRequests.OBJECTIVES.contains(figure)),
                "metric_name",
                evaluated ? "of a suite: score, pass_rate, latency_ms, total_tokens or cost" : "1 to 256 characters");
        errors.check(
                !evaluated || !figure.equals("cost") || target == null || target.prices() != null,
                "metric_name",
                "cost needs prices, but model " + model + " has none");
        String natural = evaluated && TuneRequests.direction(figure).equals("minimize") ? "min" : "max";
        String metricMode = Objects.requireNonNullElse(request.metricMode(), natural);
        errors.check(DIRECTIONS.containsKey(metricMode), "metric_mode", "max or min");
        JsonNode space = TuneSpace.normalised(request.searchSpace());
        errors.check(space != null && !space.isNull(), "search_space", "parameters to search are required");
        if (evaluated) {
            TuneRequests.checkReserved(space, errors);
        }
        errors.throwIfAny();
        if (space == null) {
            throw new AssertionError("checked above");
        }
        String sampler = Objects.requireNonNullElse(request.sampler(), "auto");
        String pruner = Objects.requireNonNullElse(request.pruner(), "none");
        List<String> directions = List.of(Objects.requireNonNull(DIRECTIONS.get(metricMode)));
        // a drawn seed is kept like a given one, so that every job can be run again
        long seed = request.seed() == null ? SEEDS.nextInt(Integer.MAX_VALUE) : request.seed();
        var grid = studies.check(TuneRequests.study(
                "check",
                space,
                sampler,
                List.of(figure),
                directions,
                new TuneRequests.Pruning(pruner, null),
                seed,
                samples));
        int combos = (int) Math.min(samples, grid.orElse(samples));
        String id = TuneRequests.id();
        var job = new JobRow(
                id,
                credential,
                "created",
                dataset,
                evaluated && suite != null ? suite.version() : 0,
                evaluated && suite != null ? suite.name() : dataset,
                evaluated && suite != null ? suite.cases() : 1,
                List.of(evaluated && target != null ? target.name() : model),
                space.toString(),
                sampler.equals("grid") ? "grid" : INDEPENDENT.contains(sampler) ? "random" : "bayesian",
                sampler,
                combos,
                List.of(figure),
                directions,
                pruner,
                failures,
                evaluated ? "tool_eval" : "tuning",
                mode.equals("local") ? "own" : "outside",
                1,
                false,
                false,
                concurrent,
                0,
                seed,
                null,
                Instant.EPOCH,
                null,
                null);
        var tuning = new TuningRow(
                id,
                name,
                dataset,
                model,
                metric,
                metricMode,
                samples,
                failures,
                mode,
                Json.mapper().valueToTree(request).toString());
        return new Rows(job, tuning);
    }

    private static String text(String field, @Nullable String value, FieldErrors errors) {
        boolean fine = value != null
                && !value.isBlank()
                && value.length() <= 256
                && value.chars().noneMatch(Character::isISOControl);
        errors.check(fine, field, "1 to 256 characters are required, none of them control characters");
        return value == null ? "" : value;
    }
}
