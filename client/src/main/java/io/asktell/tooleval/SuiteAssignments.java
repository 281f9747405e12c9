package io.asktell.tooleval;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.AssignedModel;
import io.asktell.api.Assignment;
import io.asktell.api.CaseResult;
import io.asktell.api.FieldError;
import io.asktell.api.Json;
import io.asktell.client.AsktellClient;
import io.asktell.tooleval.parameters.Endpoint;
import io.asktell.tooleval.parameters.GenerationSchema;
import io.asktell.tooleval.parameters.ParameterRegistry;
import io.asktell.tooleval.parameters.Resolution;
import io.asktell.tooleval.target.CallListener;
import io.asktell.tooleval.target.ProviderLimiter;
import io.asktell.tooleval.target.ProviderModel;
import io.asktell.tooleval.target.ProviderNetworks;
import io.asktell.tooleval.target.TargetModel;
import io.asktell.tooleval.target.TargetOptions;
import io.asktell.tooleval.target.Timing;
import io.asktell.worker.AssignmentHandler;
import io.asktell.worker.FailedException;
import io.asktell.worker.PrunedException;
import io.asktell.worker.TrialContext;
import io.asktell.worker.TrialResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Evaluates the trials of tunes: fetches the suite, makes the parameters fit the model, runs the suite against it, reports case by
 * case, and tells the objectives. One instance serves all slots of a worker, so that they share the limits of each provider.
 */
public final class SuiteAssignments implements AssignmentHandler {
    private static final int DEFAULT_CONCURRENCY = 4;
    /** Cases between two looks at whether a trial is worth going on with: a look costs nothing, but waits for all calls. */
    private static final int RACING_BATCH = 4;

    private static final int MAX_SUITES = 32;

    private final AsktellClient client;
    private final BiFunction<AssignedModel, GenerationSchema, TargetModel> targets;
    private final HttpClient http = ProviderModel.newHttpClient();
    private final Map<String, ProviderLimiter> limiters = new ConcurrentHashMap<>();
    private final Map<String, Suite> suites = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Suite> eldest) {
            return size() > MAX_SUITES;
        }
    };

    /** @param apiKeys the key of a model's provider, from wherever this worker keeps keys; empty where it needs none */
    public SuiteAssignments(AsktellClient client, Function<AssignedModel, Optional<String>> apiKeys) {
        this(client, apiKeys, ProviderNetworks.everywhere(), model -> CallListener.NONE);
    }

    /**
     * @param networks where models may be called
     * @param calls who hears of the calls to a model
     */
    public SuiteAssignments(
            AsktellClient client,
            Function<AssignedModel, Optional<String>> apiKeys,
            ProviderNetworks networks,
            Function<AssignedModel, CallListener> calls) {
        this.client = client;
        this.targets = (model, schema) -> provider(model, schema, apiKeys, networks, calls.apply(model));
    }

    private SuiteAssignments(AsktellClient client, BiFunction<AssignedModel, GenerationSchema, TargetModel> targets) {
        this.client = client;
        this.targets = targets;
    }

    /** For models that the caller reaches in its own way; what the server knows of the provider counts for limits alone. */
    public static SuiteAssignments of(AsktellClient client, Function<AssignedModel, TargetModel> targets) {
        return new SuiteAssignments(client, (model, schema) -> targets.apply(model));
    }

    private TargetModel provider(
            AssignedModel model,
            GenerationSchema schema,
            Function<AssignedModel, Optional<String>> apiKeys,
            ProviderNetworks networks,
            CallListener calls) {
        var options = TargetOptions.of(
                        model.protocol(),
                        URI.create(model.baseUrl()),
                        model.wireName(),
                        apiKeys.apply(model).orElse(null))
                .withSchema(schema)
                .withNetworks(networks);
        return new ProviderModel(options, limiter(model), http, calls);
    }

    @Override
    public TrialResult handle(Assignment assignment, TrialContext trial) throws Exception {
        AssignedModel model = assignment.model();
        String suiteId = assignment.suiteId();
        Integer suiteVersion = assignment.suiteVersion();
        if (model == null || suiteId == null || suiteVersion == null) {
            throw new FailedException("an assignment with a model and a suite is needed for tool_eval");
        }
        Suite suite = suite(suiteId, suiteVersion);
        var schema = schema(model);
        var resolution = Resolution.of(schema, parameters(assignment));
        var target = targets.apply(model, schema);
        int repeats = assignment.repeats() == null ? 1 : assignment.repeats();
        int firstRepeat = assignment.firstRepeat() == null ? 0 : assignment.firstRepeat();
        boolean racing = Boolean.TRUE.equals(assignment.racing());
        int batch = Math.max(RACING_BATCH, concurrency(model));
        var options = RunOptions.defaults()
                .withConcurrency(concurrency(model))
                .withRepeats(repeats)
                .withFirstRepeat(firstRepeat)
                .withSeed(seed(assignment));
        if (racing) {
            options = options.withBatch(batch);
            suite = suite.withCases(CaseOrder.of(suite.cases(), jobSeed(assignment)));
        }
        List<String> names = assignment.objective() == null
                ? List.of("score")
                : assignment.objective().names();
        String first = names.get(0);
        var figures = new Figures(suite, model);
        int planned = suite.cases().size() * repeats;
        var finished = FinishedCases.of(suite, assignment.finished() == null ? List.of() : assignment.finished());
        var reporter = new CaseReporter(
                trial,
                result -> figures.of(result, first),
                planned,
                racing ? batch : 0,
                finished.leading(suite, firstRepeat, repeats));
        trial.userAttr("adjustments", resolution.adjustments());
        if (assignment.sameAs() != null) {
            trial.userAttr("same_as", assignment.sameAs());
        }
        SuiteRun run;
        List<CaseResult> last;
        try {
            run = new SuiteRunner(target, options).run(suite, resolution.parameters(), finished, reporter);
            last = reporter.unreported();
        } catch (PrunedException e) {
            // the sampler goes by the last step, which this makes that of the whole run, for all that are stopped
            throw new PrunedException(planned, figures.projected(reporter.soFar(), first));
        } catch (InterruptedException | RuntimeException e) {
            trial.caseResults(reporter.left());
            throw e;
        } finally {
            tell(reporter.soFar(), figures, trial);
        }
        trial.caseResults(last);
        trial.throwIfStopped();
        if (run.failure().isPresent()) {
            throw new FailedException(run.failure().get());
        }
        double[] values =
                names.stream().mapToDouble(name -> figures.of(run, name)).toArray();
        return TrialResult.of(values).withCases(last);
    }

    /** Attaches to the trial what its run came to. */
    private static void tell(SuiteRun run, Figures figures, TrialContext trial) {
        trial.userAttr("passed", run.passed());
        trial.userAttr("evaluated", run.total());
        trial.userAttr("reused", run.cases().stream().filter(CaseRun::reused).count());
        trial.userAttr("outcomes", outcomes(run));
        if (run.score().isPresent()) {
            figures.of(run).forEach(trial::userAttr);
        }
    }

    private static Map<String, Integer> outcomes(SuiteRun run) {
        Map<String, Integer> outcomes = new LinkedHashMap<>();
        run.cases().forEach(c -> outcomes.merge(c.score().outcome().word(), 1, Integer::sum));
        return outcomes;
    }

    private static ObjectNode parameters(Assignment assignment) {
        return Json.mapper().valueToTree(assignment.params());
    }

    private static GenerationSchema schema(AssignedModel model) {
        JsonNode given = model.generationSchema();
        if (given == null || given.isNull()) {
            return ParameterRegistry.schema(new Endpoint(
                    model.protocol(), model.dialect(), URI.create(model.baseUrl()), model.wireName(), model.name()));
        }
        List<FieldError> errors = new ArrayList<>();
        var schema = GenerationSchema.read(given, "generation_schema", errors);
        if (!errors.isEmpty()) {
            throw new FailedException("the model's " + errors.get(0).field() + ": "
                    + errors.get(0).message());
        }
        return schema;
    }

    /** Each trial has its own draws; the same trial of a job has them again. Where trials are compared case by case, all have the same. */
    private static long seed(Assignment assignment) {
        boolean racing = Boolean.TRUE.equals(assignment.racing());
        return jobSeed(assignment) * 1_000_003 + (racing ? 0 : assignment.trialId());
    }

    private static long jobSeed(Assignment assignment) {
        return assignment.seed() == null ? assignment.jobId().hashCode() : assignment.seed();
    }

    private Suite suite(String id, int version) {
        String key = id + "." + version;
        synchronized (suites) {
            Suite known = suites.get(key);
            if (known == null) {
                known = SuiteCodec.readStored(client.suites().get(id, version)).orThrow();
                suites.put(key, known);
            }
            return known;
        }
    }

    private ProviderLimiter limiter(AssignedModel model) {
        return limiters.computeIfAbsent(
                model.provider(),
                provider -> new ProviderLimiter(
                        concurrency(model),
                        model.requestsPerMinute() == null
                                ? OptionalInt.empty()
                                : OptionalInt.of(model.requestsPerMinute()),
                        Timing.system()));
    }

    private static int concurrency(AssignedModel model) {
        Integer most = model.maxConcurrency();
        return most == null ? DEFAULT_CONCURRENCY : most;
    }
}
