package io.asktell.server.jobs;

import io.asktell.api.AssignedModel;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.server.auth.Credential;
import io.asktell.tooleval.SuiteAssignments;
import io.asktell.tooleval.target.CallListener;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The server's own workers. They claim and tell over HTTP like any other; only the providers' keys reach them another way. */
public final class EmbeddedWorkers implements AutoCloseable {
    private static final String NAME = "embedded-";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Worker worker;

    public EmbeddedWorkers(
            URI server,
            @Nullable String key,
            int slots,
            Function<AssignedModel, Optional<String>> providerKeys,
            Function<AssignedModel, CallListener> calls) {
        var client =
                new AsktellClient(ClientOptions.defaults().withBaseUri(server).withApiKey(key));
        var options = WorkerOptions.defaults()
                .withName(NAME + ProcessHandle.current().pid())
                .withSlots(slots);
        worker = Worker.forAssignments(
                client, Map.of("tool_eval", new SuiteAssignments(client, providerKeys, calls)), options);
    }

    /** Whether a claim is one of theirs; without authentication their name is all there is to know them by. */
    public static boolean claimed(Credential credential, @Nullable String worker) {
        return credential.kind() == Credential.Kind.OPEN ? worker != null && worker.startsWith(NAME) : credential.own();
    }

    public void start() {
        worker.start();
    }

    /** Lets short evaluations end; longer ones are given up, and their trials are asked for again. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE)) {
                worker.shutdownNow();
                worker.awaitTermination(PATIENCE);
            }
        } catch (InterruptedException e) {
            worker.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
