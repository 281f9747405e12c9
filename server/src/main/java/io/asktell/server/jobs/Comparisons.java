package io.asktell.server.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.CompareRequest;
import io.asktell.api.Json;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.ComparisonRow;
import io.asktell.server.store.ComparisonStore;
import io.asktell.server.store.JobRow;
import io.asktell.server.study.FieldErrors;
import io.asktell.server.study.Studies;
import io.asktell.tooleval.parameters.ReservedNames;
import io.asktell.tooleval.parameters.Resolution;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Comparisons whose sides are evaluated for them. Each is a job like a tune, of exactly two points, which take the same cases as often as
 * each other; its search space is whatever the two name, and a parameter that one of them leaves to the model is null there.
 */
public final class Comparisons {
    static final String MODE = "compare";
    private static final int DEFAULT_REPEATS = 3;
    private static final int MAX_REPEATS = 20;
    private static final int MAX_PARAMS = 64;
    private static final String REGISTER =
            "no model of this name has a provider; register it with PUT /api/v1/models/{model}";

    private final Jdbi jdbi;
    private final Jobs jobs;
    private final Studies studies;
    private final TuneInputs inputs;
    private final Combos combos;

    public Comparisons(Jdbi jdbi, Jobs jobs, Studies studies, TuneInputs inputs, Combos combos) {
        this.jdbi = jdbi;
        this.jobs = jobs;
        this.studies = studies;
        this.inputs = inputs;
        this.combos = combos;
    }

    /** What is compared: a model, and the parameters it is given. */
    public record Side(String model, JsonNode params) {}

    /** Both sides once they are evaluated, and what counts. */
    public record Evaluated(Combos.Run a, Combos.Run b, String metric) {}

    /** Queues the evaluation of both sides. */
    public JobRow start(CompareRequest request, Side a, Side b, String metric, @Nullable String credential) {
        var errors = new FieldErrors();
        String suiteId = Objects.requireNonNullElse(request.suiteId(), "");
        var suite = inputs.suite(suiteId).orElse(null);
        errors.check(
                suite != null && suite.cases() > 0,
                "suite_id",
                "the id of a suite with cases is required, to evaluate both sides on");
        int repeats = Objects.requireNonNullElse(request.repeats(), DEFAULT_REPEATS);
        errors.check(repeats >= 1 && repeats <= MAX_REPEATS, "repeats", "1 to " + MAX_REPEATS);
        var modelA = inputs.model(a.model()).orElse(null);
        var modelB = inputs.model(b.model()).orElse(null);
        errors.check(modelA != null, "a.model", REGISTER);
        errors.check(modelB != null, "b.model", REGISTER);
        ObjectNode paramsA = params(a, "a", errors);
        ObjectNode paramsB = params(b, "b", errors);
        errors.throwIfAny();
        if (suite == null || modelA == null || modelB == null) {
            throw new AssertionError("checked above");
        }
        boolean oneModel = modelA.name().equals(modelB.name());
        errors.check(
                !oneModel || !request(modelA, paramsA).equals(request(modelB, paramsB)),
                "b",
                "other parameters than those of a: fitted to the model, both sides are the same request");
        errors.throwIfAny();
        var space = space(paramsA, paramsB);
        List<String> models = oneModel ? List.of(modelA.name()) : List.of(modelA.name(), modelB.name());
        var row = new JobRow(
                TuneRequests.id(),
                credential,
                "queued",
                suite.id(),
                suite.version(),
                suite.name(),
                suite.cases(),
                models,
                space.toString(),
                MODE,
                "random",
                oneModel ? 2 : 1,
                List.of(metric),
                List.of(TuneRequests.direction(metric)),
                "none",
                0,
                "tool_eval",
                "any",
                repeats,
                false,
                false,
                1,
                0,
                request.seed(),
                null,
                Instant.EPOCH,
                null,
                null);
        studies.check(TuneRequests.study(
                "check", space, "random", row.objectives(), row.directions(), TuneRequests.NO_PRUNER, row.seed(), 2));
        var comparison = new ComparisonRow(row.id(), metric, paramsA.toString(), paramsB.toString());
        jobs.queue(row, handle -> handle.attach(ComparisonStore.class).add(comparison));
        return row;
    }

    /** The sides of a comparison that is done. */
    public Evaluated evaluated(String jobId) {
        var row = jdbi.withExtension(ComparisonStore.class, store -> store.find(jobId))
                .orElseThrow(() -> new NotFoundException(
                        "comparison_not_found", "There is no comparison " + jobId + " that evaluates its sides."));
        var job = jobs.find(jobId);
        if (!job.ended()) {
            throw new ConflictException(
                    "comparison_running",
                    "The comparison is " + job.status() + "; GET /api/tool-eval/param-tune/" + jobId
                            + " tells how far it is. Ask again when it is completed.");
        }
        if (!job.status().equals("completed")) {
            throw new ConflictException(
                    "comparison_failed",
                    "The comparison is " + job.status() + (job.error() == null ? "" : " (" + job.error() + ")")
                            + ", so there is no verdict; start it again.");
        }
        String second = job.models().size() == 1 ? "0-1" : "1-0";
        return new Evaluated(combos.run(job, "0-0"), combos.run(job, second), row.metric());
    }

    /** The points of one model's study, that of {@code a} first. */
    static List<Map<String, @Nullable Object>> points(ComparisonRow row, JobRow job, int model) {
        var a = point(row.paramsA(), job);
        var b = point(row.paramsB(), job);
        return job.models().size() == 1 ? List.of(a, b) : List.of(model == 0 ? a : b);
    }

    private static Map<String, @Nullable Object> point(String params, JobRow job) {
        Map<String, @Nullable Object> point = new LinkedHashMap<>();
        var given = Studies.json(params);
        for (String name : TuneSpace.names(job)) {
            point.put(name, given.has(name) ? Json.mapper().convertValue(given.get(name), Object.class) : null);
        }
        return point;
    }

    private static ObjectNode params(Side side, String path, FieldErrors errors) {
        if (!(side.params() instanceof ObjectNode params) || params.size() > MAX_PARAMS) {
            errors.add(path + ".params", "an object of at most " + MAX_PARAMS + " parameter values is required");
            return Json.mapper().createObjectNode();
        }
        ObjectNode given = Json.mapper().createObjectNode();
        params.properties().forEach(entry -> {
            String field = path + ".params." + entry.getKey();
            errors.check(
                    !ReservedNames.contains(entry.getKey()), field, "is not a generation parameter, and cannot be set");
            errors.check(entry.getValue().isValueNode(), field, "a number, a text, true or false");
            if (!entry.getValue().isNull()) {
                given.set(entry.getKey(), entry.getValue());
            }
        });
        return given;
    }

    private static Map<String, Object> request(AssignedModel model, ObjectNode params) {
        return GridPoints.comparable(
                Resolution.of(AssignedSchema.of(model), params).parameters());
    }

    /** Every parameter that one of the two names, with its values there; without any, the one that every model has. */
    private static ObjectNode space(ObjectNode a, ObjectNode b) {
        ObjectNode space = Json.mapper().createObjectNode();
        a.fieldNames().forEachRemaining(space::putObject);
        b.fieldNames().forEachRemaining(name -> {
            if (!space.has(name)) {
                space.putObject(name);
            }
        });
        if (space.isEmpty()) {
            space.putObject("temperature");
        }
        space.properties().forEach(entry -> {
            var parameter = (ObjectNode) entry.getValue();
            var first = a.get(entry.getKey());
            var second = b.get(entry.getKey());
            boolean numbers = first != null && first.isNumber() && second != null && second.isNumber();
            if (numbers && first.doubleValue() == second.doubleValue()) {
                b.set(entry.getKey(), first); // 1 and 1.0 are one choice
                second = first;
            }
            var choices = parameter.put("type", "categorical").putArray("choices");
            choices.add(first);
            if (!Objects.equals(first, second)) {
                choices.add(second);
            }
        });
        return space;
    }
}
