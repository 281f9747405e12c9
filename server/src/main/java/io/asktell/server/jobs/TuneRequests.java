package io.asktell.server.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.Json;
import io.asktell.api.JudgeRequest;
import io.asktell.api.ParamTuneRequest;
import io.asktell.server.store.JobRow;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.Studies;
import io.asktell.tooleval.parameters.ReservedNames;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a tune may be: requests checked and made into rows. */
final class TuneRequests {
    private static final int MAX_MODELS = 32;
    private static final int MAX_COMBOS = 100_000;
    static final Map<String, String> SAMPLERS = Map.of("grid", "grid", "random", "random", "bayesian", "auto");
    static final Set<String> OBJECTIVES = Set.of("score", "pass_rate", "latency_ms", "total_tokens", "cost");
    private static final Set<String> MAXIMISED = Set.of("score", "pass_rate");

    private static final SecureRandom RANDOM = new SecureRandom();

    private static final int RACING_STARTUP_CASES = 4;
    private static final int RACING_HALVING = 2;
    static final Pruning NO_PRUNER = new Pruning("none", null);

    record Pruning(String name, @Nullable ObjectNode options) {}

    private final Studies studies;
    private final TuneInputs inputs;

    TuneRequests(Studies studies, TuneInputs inputs) {
        this.studies = studies;
        this.inputs = inputs;
    }

    Jobs.Plan plan(ParamTuneRequest request, @Nullable String credential) {
        var errors = new FieldErrors();
        var suite = request.suiteId() == null
                ? null
                : inputs.suite(request.suiteId()).orElse(null);
        errors.check(
                suite != null,
                "suite_id",
                request.suiteId() == null ? "the id of a suite is required" : "there is no suite " + request.suiteId());
        errors.check(suite == null || suite.cases() > 0, "suite_id", "a suite with cases; this one has only tools");
        List<AssignedModel> models = models(request, errors);
        String mode = Objects.requireNonNullElse(request.optimizationMode(), "bayesian");
        errors.check(SAMPLERS.containsKey(mode), "optimization_mode", "grid, random or bayesian");
        int wanted = trials(request, mode, errors);
        List<String> objectives = objectives(request, models, errors);
        Integer repeats = request.repeats();
        errors.check(repeats == null || repeats >= 1 && repeats <= 100, "repeats", "1 to 100");
        Integer concurrent = request.maxConcurrentTrials();
        errors.check(concurrent == null || concurrent >= 1 && concurrent <= 1000, "max_concurrent_trials", "1 to 1000");
        Double timeout = request.timeoutSeconds();
        errors.check(timeout == null || timeout >= 0 && timeout <= 3600, "timeout_seconds", "0 (none) to 3600");
        checkJudge(request.judge(), errors);
        JsonNode space = TuneSpace.normalised(request.searchSpace());
        errors.check(space != null && !space.isNull(), "search_space", "parameters to search are required");
        checkReserved(space, errors);
        long each = (suite == null ? 1L : suite.cases()) * (repeats == null ? 1 : repeats);
        var goal = Goal.of(request, mode, objectives, models, each, errors);
        errors.throwIfAny();
        if (suite == null || space == null) {
            throw new AssertionError("checked above");
        }
        String sampler = Objects.requireNonNull(SAMPLERS.get(mode));
        List<String> directions =
                objectives.stream().map(TuneRequests::direction).toList();
        var grid = studies.check(
                study("check", space, sampler, objectives, directions, NO_PRUNER, request.seed(), wanted));
        if (grid.isPresent() && grid.getAsLong() > MAX_COMBOS) {
            errors.add(
                    "search_space",
                    "at most " + MAX_COMBOS + " points for a grid, but it has " + grid.getAsLong()
                            + "; widen the steps, or use random or bayesian");
        }
        errors.throwIfAny();
        var distinct = grid.isPresent() ? GridPoints.distinct(space.toString(), models) : List.of();
        long combos = distinct.isEmpty() ? grid.orElse(wanted) : distinct.size();
        var job = new JobRow(
                id(),
                credential,
                "queued",
                suite.id(),
                suite.version(),
                suite.name(),
                suite.cases(),
                models.stream().map(AssignedModel::name).toList(),
                space.toString(),
                mode,
                sampler,
                (int) combos,
                objectives,
                directions,
                "none",
                (int) Math.max(1, combos * models.size() / 2),
                "tool_eval",
                "any",
                repeats == null ? 1 : repeats,
                request.racing() == null ? mode.equals("bayesian") : request.racing(),
                Boolean.TRUE.equals(request.reuseResults()),
                concurrent == null ? 1 : concurrent,
                timeout == null ? 0 : timeout,
                request.seed(),
                null,
                Instant.EPOCH,
                null,
                null);
        return new Jobs.Plan(job, goal.ending(job.id()));
    }

    /**
     * The study of one model of a job.
     *
     * @param baselines how many of its trials, the first, are evaluated in full whatever they do
     */
    static CreateStudyRequest study(JobRow job, int model, int baselines) {
        try {
            return study(
                    job.study(model),
                    Json.mapper().readTree(job.space()),
                    job.sampler(),
                    job.objectives(),
                    job.directions(),
                    job.racing() ? racing(baselines) : new Pruning(job.pruner(), null),
                    job.seed(),
                    job.combos());
        } catch (JsonProcessingException e) {
            throw new AssertionError("a stored space is JSON", e);
        }
    }

    static Pruning racing(int baselines) {
        var options = Json.mapper().createObjectNode();
        options.put("n_startup_steps", RACING_STARTUP_CASES);
        options.put("n_startup_trials", baselines);
        options.put("reduction_factor", RACING_HALVING);
        return new Pruning("wilcoxon", options);
    }

    static String direction(String objective) {
        return MAXIMISED.contains(objective) ? "maximize" : "minimize";
    }

    static CreateStudyRequest study(
            String name,
            JsonNode space,
            String sampler,
            List<String> objectives,
            List<String> directions,
            Pruning pruning,
            @Nullable Long seed,
            int trials) {
        var options = Json.mapper().createObjectNode();
        if (seed != null) {
            options.put("seed", seed);
        }
        return new CreateStudyRequest(
                name,
                new Directions(directions),
                null,
                space,
                sampler,
                options,
                pruning.name(),
                pruning.options(),
                true,
                trials,
                null,
                null,
                objectives,
                null);
    }

    private void checkJudge(@Nullable JudgeRequest judge, FieldErrors errors) {
        if (judge != null) {
            String model = judge.model();
            errors.check(
                    model != null && inputs.model(model).isPresent(),
                    "judge.model",
                    "the judge: a model that has a provider; register it with PUT /api/v1/models/{model}");
            errors.check(judge.comboId() == null, "judge.combo_id", "the best combination is judged; leave it out");
            Judges.checkCriteria(judge.criteria(), "judge.criteria", errors);
        }
    }

    private List<AssignedModel> models(ParamTuneRequest request, FieldErrors errors) {
        List<@Nullable String> names = request.models();
        if (names == null || names.isEmpty() || names.size() > MAX_MODELS) {
            errors.add("models", "1 to " + MAX_MODELS + " names of registered models");
            return List.of();
        }
        List<AssignedModel> models = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            var model = name == null ? null : inputs.model(name).orElse(null);
            if (model == null) {
                errors.add(
                        "models[" + i + "]",
                        "no model of this name has a provider; register it with PUT /api/v1/models/{model}");
            } else if (!seen.add(model.name())) {
                errors.add("models[" + i + "]", "names differ, but " + name + " is there twice");
            } else {
                models.add(model);
            }
        }
        return models;
    }

    private static int trials(ParamTuneRequest request, String mode, FieldErrors errors) {
        Integer given = request.nTrials();
        int least = 5;
        int most = mode.equals("random") ? 500 : 200;
        if (mode.equals("grid")) {
            return 1;
        }
        errors.check(
                given == null || given >= least && given <= most, "n_trials", least + " to " + most + " for " + mode);
        return given != null ? given : mode.equals("random") ? 50 : 30;
    }

    private static List<String> objectives(ParamTuneRequest request, List<AssignedModel> models, FieldErrors errors) {
        List<String> names = request.objective() == null
                ? List.of("score")
                : request.objective().names();
        errors.check(
                !names.isEmpty() && OBJECTIVES.containsAll(names) && new HashSet<>(names).size() == names.size(),
                "objective",
                "score, pass_rate, latency_ms, total_tokens, cost, or a list of some of them, each once");
        if (names.contains("cost")) {
            for (var model : models) {
                errors.check(
                        model.prices() != null,
                        "objective",
                        "cost needs prices, but model " + model.name() + " has none");
            }
        }
        return names;
    }

    static void checkReserved(@Nullable JsonNode space, FieldErrors errors) {
        if (space == null) {
            return;
        }
        Set<String> names = new HashSet<>();
        if (space.isObject()) {
            space.fieldNames().forEachRemaining(names::add);
        } else {
            space.forEach(parameter -> names.add(parameter.path("name").asText()));
        }
        names.removeIf(name -> !ReservedNames.contains(name));
        names.forEach(
                name -> errors.add("search_space." + name, "is not a generation parameter, and cannot be searched"));
    }

    static String id() {
        var text = new StringBuilder("job");
        for (int i = 0; i < 12; i++) {
            text.append("abcdefghijkmnpqrstuvwxyz23456789".charAt(RANDOM.nextInt(32)));
        }
        return text.toString();
    }
}
