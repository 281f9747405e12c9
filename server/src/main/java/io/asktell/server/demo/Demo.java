package io.asktell.server.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.asktell.api.Json;
import io.asktell.api.ModelRequest;
import io.asktell.api.ParamTuneDetail;
import io.asktell.api.ParamTuneRequest;
import io.asktell.api.ProviderRequest;
import io.asktell.client.AsktellClient;
import io.asktell.tooleval.CaseRun;
import io.asktell.tooleval.RunListener;
import io.asktell.tooleval.RunOptions;
import io.asktell.tooleval.Suite;
import io.asktell.tooleval.SuiteRun;
import io.asktell.tooleval.SuiteRunner;
import io.asktell.tooleval.target.OpenAiChatModel;
import io.asktell.tooleval.target.OpenAiOptions;
import io.asktell.tooleval.target.ProviderLimiter;
import io.asktell.tooleval.target.Timing;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A tune of the reference model, driven over HTTP like any user's: registers the model, brings the suite, tunes, and runs the winner
 * afresh against the model's defaults.
 */
public final class Demo {
    private static final String MODEL = "lexical-1";
    private static final int CONCURRENCY = 4;
    /** As many calls as make a difference of a few percent visible. */
    private static final int CONFIRMATION_CALLS = 400;

    private static final String SCHEMA = """
            {"temperature": {"type": "float", "min": 0, "max": 2, "default": 1.0, "desc": "how freely it draws"},
             "top_p": {"type": "float", "min": 0.05, "max": 1, "default": 1.0, "desc": "draws from this share of the mass"},
             "top_k": {"type": "int", "min": 1, "max": 100, "default": 100, "desc": "draws from so many candidates"},
             "min_p": {"type": "float", "min": 0, "max": 0.5, "default": 0.0, "desc": "least share of the best candidate"},
             "repetition_penalty": {"type": "float", "min": 1, "max": 2, "default": 1.0, "desc": "against repeating"}}
            """;

    private static final String SPACE = """
            {"temperature": {"type": "float", "low": 0, "high": 2},
             "top_p": {"type": "float", "low": 0.05, "high": 1},
             "min_p": {"type": "float", "low": 0, "high": 0.5},
             "repetition_penalty": {"type": "float", "low": 1, "high": 2}}
            """;

    private final AsktellClient client;
    private final URI model;
    private final Suite suite;
    private final PrintWriter out;

    /** @param model where the reference model answers */
    public Demo(AsktellClient client, URI model, Suite suite, PrintWriter out) {
        this.client = client;
        this.model = model;
        this.suite = suite;
        this.out = out;
    }

    /** Tunes, confirms and prints; false when the tune failed. */
    public boolean run(int trials, long seed, boolean terminal) throws Exception {
        client.models()
                .putProvider(
                        "reference", new ProviderRequest("openai", model.toString(), null, null, CONCURRENCY, null));
        client.models()
                .put(
                        MODEL,
                        new ModelRequest(
                                "reference",
                                MODEL,
                                "Reference model",
                                Json.mapper().readTree(SCHEMA),
                                null));
        String suiteId =
                client.suites().create(DemoSuites.json(suite)).path("suite_id").asText();
        out.printf(
                "Suite \"%s\": %d cases. Model: %s, a small probabilistic model at %s%n",
                suite.name(), suite.cases().size(), MODEL, model);
        var started = client.paramTunes()
                .start(new ParamTuneRequest(
                        suiteId,
                        List.of(MODEL),
                        Json.mapper().readTree(SPACE),
                        "bayesian",
                        trials,
                        null,
                        null,
                        null,
                        null,
                        2,
                        seed,
                        null));
        out.printf(
                "Tune %s: %d combinations, %d calls of the model%n%n",
                started.jobId(), started.totalCombos(), started.totalEvaluations());
        out.flush();
        ParamTuneDetail tune = watch(started.jobId(), terminal);
        if (tune.best() == null) {
            out.printf("The tune is %s: %s%n", tune.status(), tune.error());
            return false;
        }
        int repeats = Math.max(
                1,
                (CONFIRMATION_CALLS + suite.cases().size() - 1) / suite.cases().size());
        out.printf(
                "%nConfirming: the best configuration and the model's defaults, %d x %d fresh calls each ...%n",
                repeats, suite.cases().size());
        out.flush();
        ObjectNode best = Json.mapper().valueToTree(tune.best().params());
        SuiteRun confirmed = evaluate(best, repeats, seed);
        SuiteRun defaults = evaluate(Json.mapper().createObjectNode(), repeats, seed + 1);
        var importance = client.study(tune.studies().values().iterator().next()).importance();
        new DemoReport(out).print(tune.best(), confirmed, defaults, importance.importances(), repeats);
        return tune.status().equals("completed");
    }

    private ParamTuneDetail watch(String jobId, boolean terminal) {
        var progress = new ProgressLine(out, terminal);
        ParamTuneDetail tune = client.paramTunes().get(jobId);
        while (tune.status().equals("queued") || tune.status().equals("running")) {
            progress.show(tune);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(400));
            tune = client.paramTunes().get(jobId);
        }
        progress.end(tune);
        return tune;
    }

    /** Calls the model directly, with draws that no trial had. */
    private SuiteRun evaluate(ObjectNode params, int repeats, long seed) throws InterruptedException {
        var limiter = new ProviderLimiter(CONCURRENCY, OptionalInt.empty(), Timing.system());
        var target =
                new OpenAiChatModel(OpenAiOptions.of(model, MODEL, null), limiter, OpenAiChatModel.newHttpClient());
        var options = RunOptions.defaults()
                .withConcurrency(CONCURRENCY)
                .withRepeats(repeats)
                .withSeed(~seed);
        return new SuiteRunner(target, options).run(suite, params, new RunListener() {
            @Override
            public void onCase(int step, CaseRun result) {}
        });
    }
}
