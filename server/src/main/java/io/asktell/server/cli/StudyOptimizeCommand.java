package io.asktell.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.CreateStudyRequest;
import io.asktell.api.Directions;
import io.asktell.api.Json;
import io.asktell.client.AsktellClient;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code asktell study optimize}. */
// picocli sets the fields.
@SuppressWarnings("NullAway.Init")
@Command(
        name = "optimize",
        description = "Run a command for each trial, and tell what it printed.",
        footer = {
            "",
            "The command gets each parameter as the variable ASKTELL_PARAM_<NAME> and in place of {name} in its arguments, all",
            "of them as JSON in ASKTELL_PARAMS, and ASKTELL_STUDY and ASKTELL_TRIAL. Its last line on standard output is the result:",
            "a number, one for each objective, or {\"values\": …, \"constraints\": […], \"user_attrs\": {…}}. Lines 'report STEP VALUE' are",
            "intermediate values, by which a trial may be pruned. Another exit code than 0 makes the trial fail.",
            "",
            "Example:",
            "  asktell study optimize curve --direction minimize --n-trials 50 \\",
            "      --space '[{\"type\": \"float\", \"name\": \"x\", \"low\": -5, \"high\": 5}]' -- sh -c 'echo \"({x} - 2)^2\" | bc -l'"
        })
final class StudyOptimizeCommand extends RemoteCommand {
    @Parameters(index = "0", paramLabel = "NAME", description = "The study's name.")
    private String name;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "What to run, after --.")
    private List<String> command;

    @Option(
            names = "--space",
            paramLabel = "FILE|JSON",
            description = "The search space, as in the HTTP API; may be left out when the study exists.")
    private @Nullable String space;

    @Option(
            names = "--direction",
            paramLabel = "DIRECTION",
            split = ",",
            description = "maximize (default) or minimize; several objectives with commas.")
    private @Nullable List<String> directions;

    @Option(
            names = "--sampler",
            paramLabel = "NAME",
            description = "tpe, random, grid, qmc, … (default: the server's).")
    private @Nullable String sampler;

    @Option(
            names = "--pruner",
            paramLabel = "NAME",
            description = "median, hyperband, none, … (default: the server's).")
    private @Nullable String pruner;

    @Option(names = "--seed", paramLabel = "N", description = "Makes the same results give the same parameters.")
    private @Nullable Long seed;

    @Option(
            names = "--n-trials",
            paramLabel = "N",
            defaultValue = "100",
            description = "Trials to run (${DEFAULT-VALUE}).")
    private int trials;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "1",
            description = "Trials to run at once (${DEFAULT-VALUE}).")
    private int jobs;

    @Mixin
    private JsonOption json;

    @Override
    void run(AsktellClient client) throws InterruptedException {
        if (trials < 1 || jobs < 1) {
            throw new ParameterException(spec.commandLine(), "--n-trials and --jobs must be at least 1.");
        }
        var study = space == null ? client.study(name).get() : client.createStudy(request(space));
        checkVariables(study.searchSpace());
        try (var bar = new ProgressBar(err(), Terminal.columnsOfErr())) {
            var process = new TrialProcess(command, bar::line);
            var progress = new OptimizeProgress(bar, trials, study.direction());
            var options = WorkerOptions.defaults()
                    .withName("optimize-" + ProcessHandle.current().pid())
                    .withSlots(Math.min(jobs, trials))
                    .withPollInterval(Duration.ofMillis(500))
                    .withMaxTrials(trials);
            work(Worker.forStudy(client, name, (params, trial) -> progress.follow(trial, process::run), options));
            if (progress.completed() == 0) {
                throw new CommandFailedException("No trial was completed: " + progress.lastFailure() + ".");
            }
        }
        show(client);
    }

    private static void work(Worker worker) throws InterruptedException {
        var hook = new Thread(() -> stop(worker), "shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try (worker) {
            worker.start();
            Workers.await(worker);
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            hook.join(); // told to stop meanwhile
        }
    }

    /** Trials under way fail at once, so that the server does not wait for them. */
    private static void stop(Worker worker) {
        worker.shutdownNow();
        try {
            worker.awaitTermination(Duration.ofSeconds(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void show(AsktellClient client) {
        client.study(name).best().ifPresent(best -> {
            if (json.wanted()) {
                printJson(best);
            } else {
                out().println("best " + Values.shown(best.value()) + " in trial " + best.trialId() + ": "
                        + Values.shown(best.params()));
            }
        });
    }

    private CreateStudyRequest request(String given) {
        return new CreateStudyRequest(
                name,
                directions == null ? null : new Directions(directions),
                null,
                spaceOf(given),
                sampler,
                seed == null ? null : Json.mapper().createObjectNode().put("seed", seed),
                pruner,
                null,
                true,
                null,
                null,
                null,
                null,
                null);
    }

    private static JsonNode spaceOf(String given) {
        String text = given.strip();
        return text.startsWith("[") || text.startsWith("{")
                ? InputFile.json(text, "--space")
                : InputFile.json(Path.of(given));
    }

    /** Two parameters in one variable would go unnoticed. */
    private static void checkVariables(JsonNode space) {
        Map<String, String> names = new HashMap<>();
        for (var parameter : space) {
            String own = parameter.path("name").asText();
            String other = names.put(Values.variable(own), own);
            if (other != null) {
                throw new CommandFailedException("The parameters \"" + other + "\" and \"" + own
                        + "\" would both be the variable " + Values.variable(own) + ".");
            }
        }
    }
}
