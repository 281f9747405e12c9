package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.client.ApiException;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.server.auth.Credential;
import io.asktell.server.auth.SecretBox;
import io.asktell.server.problem.ServiceException;
import io.asktell.tooleval.SuiteAssignments;
import io.asktell.tooleval.target.CallListener;
import io.asktell.tooleval.target.ProviderNetworks;
import io.asktell.worker.AssignmentHandler;
import io.asktell.worker.FailedException;
import io.asktell.worker.PrunedException;
import io.asktell.worker.StoppedException;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's own workers. They claim and tell over HTTP like any other; only the providers' keys reach them another way. */
public final class EmbeddedWorkers implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedWorkers.class);
    private static final String NAME = "embedded-";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final String name = NAME + UUID.randomUUID().toString().substring(0, 8);
    private final Consumer<String> giveBack;
    private final Worker worker;

    /**
     * @param networks where they may call models
     * @param giveBack puts the trials of a worker, by its name, back into the queue
     */
    public EmbeddedWorkers(
            URI server,
            @Nullable String key,
            int slots,
            Function<AssignedModel, Optional<String>> providerKeys,
            ProviderNetworks networks,
            Function<AssignedModel, CallListener> calls,
            Consumer<String> giveBack) {
        this.giveBack = giveBack;
        var client =
                new AsktellClient(ClientOptions.defaults().withBaseUri(server).withApiKey(key));
        var options = WorkerOptions.defaults().withName(name).withSlots(slots);
        var suites = new SuiteAssignments(client, providerKeys, networks, calls);
        worker = Worker.forAssignments(client, Map.of("tool_eval", guarded(suites)), options);
    }

    private static AssignmentHandler guarded(AssignmentHandler handler) {
        return (assignment, trial) -> {
            try {
                return handler.handle(assignment, trial);
            } catch (RuntimeException | LinkageError | AssertionError | StackOverflowError e) {
                throw plain(e);
            }
        };
    }

    /** What goes wrong inside the server is for its log; the trial's reason, which clients read, says only that something did. */
    static RuntimeException plain(Throwable e) {
        if (e instanceof FailedException failed) {
            return failed;
        } else if (e instanceof PrunedException pruned) {
            return pruned;
        } else if (e instanceof StoppedException stopped) {
            return stopped;
        } else if (e instanceof ApiException refused) {
            return refused;
        } else if (e instanceof ServiceException || e instanceof SecretBox.UnreadableSecretException) {
            return new FailedException(String.valueOf(e.getMessage())); // the provider is gone, or its key
        }
        log.error("a trial cannot be evaluated", e);
        return new FailedException("The server could not evaluate it; its log says why.");
    }

    /** Whether a claim is one of theirs; without authentication their name is all there is to know them by. */
    public static boolean claimed(Credential credential, @Nullable String worker) {
        return credential.kind() == Credential.Kind.OPEN ? worker != null && worker.startsWith(NAME) : credential.own();
    }

    public void start() {
        worker.start();
    }

    /** Lets short evaluations end; the trials of longer ones are given back, and whoever takes them goes on after the last reported case. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE)) {
                giveBack();
                worker.shutdownNow();
                worker.awaitTermination(PATIENCE);
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private void giveBack() {
        try {
            giveBack.accept(name);
        } catch (RuntimeException e) {
            log.warn("the embedded workers' trials are not given back ({}); their leases will run out", e.getMessage());
        }
    }
}
