package io.asktell.server.cli;

import io.asktell.api.AssignedModel;
import io.asktell.client.AsktellClient;
import io.asktell.client.UnreachableException;
import io.asktell.tooleval.SuiteAssignments;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code asktell worker}. */
@Command(
        name = "worker",
        description = "Evaluate the trials of tunes until told to stop (SIGTERM or Ctrl-C).",
        footer = {
            "",
            "The key needs the scope worker. A provider's API key is read from the variable that the provider names as",
            "api_key_env; --provider-key limits which ones a server may name. Told to stop, the worker takes no more trials and",
            "finishes those it has, for at most --grace seconds; what is left then is given back as failed."
        })
public final class WorkerCommand extends RemoteCommand {
    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "1",
            description = "Trials to evaluate at once (${DEFAULT-VALUE}).")
    private int slots;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Shown on trials (default: worker and the process's number).")
    private @Nullable String name;

    @Option(names = "--max-trials", paramLabel = "N", description = "End after so many trials.")
    private @Nullable Integer maxTrials;

    @Option(
            names = "--provider-key",
            paramLabel = "VARIABLE",
            split = ",",
            description = "Variables that may be read as providers' keys (default: any but those of Asktell itself).")
    private @Nullable List<String> providerKeys;

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Time to finish (${DEFAULT-VALUE}).")
    private int grace;

    @Override
    void run(AsktellClient impatient) throws InterruptedException {
        var client = impatient.with(options -> options.withMaxRetries(5));
        var log = LoggerFactory.getLogger(WorkerCommand.class);
        greet(impatient, log);
        var worker = Worker.forAssignments(
                client, Map.of("tool_eval", new SuiteAssignments(client, this::providerKey)), options());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(worker, log), "shutdown"));
        worker.start();
        Workers.await(worker);
    }

    private WorkerOptions options() {
        try {
            var options = WorkerOptions.defaults().withSlots(slots).withMaxTrials(maxTrials);
            return name == null ? options : options.withName(name);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** A server that is away may still be starting, so that is no reason to end. */
    private void greet(AsktellClient client, Logger log) {
        try {
            log.info(
                    "working for {}, version {}",
                    remote.server(),
                    client.health().version());
        } catch (UnreachableException e) {
            log.warn("{} does not answer yet; trying again until it does", remote.server());
        }
    }

    private Optional<String> providerKey(AssignedModel model) {
        String variable = model.apiKeyEnv();
        if (variable == null) {
            return Optional.empty();
        }
        boolean allowed = providerKeys == null ? !variable.startsWith("ASKTELL_") : providerKeys.contains(variable);
        if (!allowed) {
            throw new IllegalStateException(
                    "this worker may not read the variable " + variable + " as a provider's key");
        }
        return Optional.of(Optional.ofNullable(System.getenv(variable))
                .orElseThrow(() -> new IllegalStateException(
                        "this worker has no variable " + variable + ", which should hold the provider's key")));
    }

    private void stop(Worker worker, Logger log) {
        if (worker.terminated()) {
            return;
        }
        log.info("stopping when the trials under way are done, in {} s at the latest", grace);
        worker.shutdown();
        try {
            if (!worker.awaitTermination(Duration.ofSeconds(grace))) {
                worker.shutdownNow();
                worker.awaitTermination(Duration.ofSeconds(10));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
