package io.asktell.server.faults;

import io.asktell.client.ApiException;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.server.ChildJvm;
import io.asktell.server.Ports;
import io.asktell.server.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A PostgreSQL, servers on it and processes of workers, all of which may be ended or paused at any time. */
final class Stage implements AutoCloseable {
    /** Processes of workers, and how many workers each has. */
    static final int PROCESSES = 4;

    static final int WORKERS_EACH = 4;

    /** As for tests, none of whose libraries are at hand in a run by itself. */
    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    private final Path folder;
    private final long seed;
    private final List<String> studies;
    private final int[] ports = {Ports.free(), Ports.free()};
    private final ChildJvm[] servers = new ChildJvm[ports.length];
    private final ChildJvm[] workers = new ChildJvm[PROCESSES];
    private EmbeddedPostgres postgres;
    private int started;

    Stage(Path folder, long seed, List<String> studies) throws IOException {
        this.folder = folder;
        this.seed = seed;
        this.studies = studies;
        Files.createDirectories(calls());
        postgres = EmbeddedPostgres.start(folder.resolve("data"), CACHE);
        for (int i = 0; i < servers.length; i++) {
            servers[i] = serve(i);
        }
    }

    /** Where all calls are recorded. */
    Path calls() {
        return folder.resolve("calls");
    }

    int servers() {
        return servers.length;
    }

    List<URI> addresses() {
        List<URI> addresses = new ArrayList<>();
        for (int port : ports) {
            addresses.add(URI.create("http://127.0.0.1:" + port));
        }
        return addresses;
    }

    /** One that tries again for as long as a server needs to be back. */
    AsktellClient patient(int server) {
        return new AsktellClient(ClientOptions.of(addresses().get(server).toString())
                .withMaxRetries(1000)
                .withBackoff(Duration.ofMillis(100), Duration.ofMillis(500)));
    }

    ChildJvm server(int i) {
        return servers[i];
    }

    /** Whether it is there and reaches the database. */
    boolean answers(int i) {
        try {
            var client = new AsktellClient(ClientOptions.of(addresses().get(i).toString())
                    .withMaxRetries(0)
                    .withRequestTimeout(Duration.ofSeconds(2)));
            return client.ready().status().equals("ready");
        } catch (ApiException e) {
            return false;
        }
    }

    /** As whoever keeps services running does. */
    void keepServing(int i) throws IOException {
        if (!servers[i].alive()) {
            servers[i] = serve(i);
        }
    }

    private ChildJvm serve(int i) throws IOException {
        var environment =
                new HashMap<>(Map.of("DATABASE_URL", postgres.address().urlWithCredentials()));
        environment.put("PORT", Integer.toString(ports[i]));
        environment.put("AUTH_ENABLED", "false");
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        return ChildJvm.logging(folder.resolve("server-" + i + ".log"), environment, "io.asktell.server.Main", "serve");
    }

    ChildJvm worker(int i) {
        return workers[i];
    }

    /** In place of the one that was there, if any. */
    void startWorker(int i) throws IOException {
        int number = started++;
        var name = "process-" + number;
        workers[i] = ChildJvm.logging(
                folder.resolve("workers.log"),
                new HashMap<>(),
                FaultWorker.class.getName(),
                calls().toString(),
                name,
                Long.toString(seed + 1000L * number),
                Integer.toString(WORKERS_EACH),
                String.join(",", studies),
                String.join(",", addresses().stream().map(URI::toString).toList()));
    }

    void endWorkers() throws InterruptedException {
        for (var worker : workers) {
            if (worker != null) {
                worker.kill();
            }
        }
    }

    /** Ends sessions, and writes everything out. */
    void stopPostgres() {
        postgres.close();
    }

    /** As a power cut does. */
    void crashPostgres() {
        postgres.crash();
    }

    void startPostgres() {
        postgres = EmbeddedPostgres.start(folder.resolve("data"), CACHE);
    }

    @Override
    public void close() {
        try {
            endWorkers();
            for (var server : servers) {
                if (server != null) {
                    server.kill();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        postgres.close();
    }
}
