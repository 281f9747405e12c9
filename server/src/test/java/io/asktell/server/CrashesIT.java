package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.api.CreateStudyRequest;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.client.Space;
import io.asktell.client.TrialQuery;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server, or its PostgreSQL, ends in the midst of the work of many; what was acknowledged is there afterwards. */
@Timeout(300)
class CrashesIT {
    private static final int WORKERS = 32;
    private static final int TRIALS = 2000;

    private final ExecutorService background = Executors.newSingleThreadExecutor();
    private final AtomicInteger asked = new AtomicInteger();
    private final Map<Integer, Double> told = new ConcurrentHashMap<>();
    private final CountDownLatch halfWay = new CountDownLatch(TRIALS / 2);

    @AfterEach
    void stop() {
        background.shutdownNow();
    }

    @Test
    void kill9_ofOneOfTwoServersHalfWay_losesNoTellAndNoNumber() throws Exception {
        var database = TestPostgres.freshDatabase();
        int port = Ports.free();
        ChildJvm killed = serve(database, port);
        try (var other = new Server(ServerConfig.fromEnvironment(environment(database, 0)))) {
            other.start();
            var clients = List.of(client(port), client(other.port()));
            clients.get(0).createStudy(study());
            var work = background.submit(() -> workOn(clients));

            halfWay.await();
            killed.kill();
            killed = serve(database, port);

            work.get();
            assertAllThere(clients.get(1));
        } finally {
            killed.close();
        }
    }

    @Test
    void immediateStop_ofPostgresUnderLoad_losesNoAcknowledgedTell(@TempDir Path directory) throws Exception {
        var postgres = EmbeddedPostgres.start(directory, TestPostgres.CACHE);
        try (var server = new Server(ServerConfig.fromEnvironment(environment(postgres.address(), 0)))) {
            server.start();
            var client = client(server.port());
            client.createStudy(study());
            var work = background.submit(() -> workOn(List.of(client)));

            halfWay.await();
            postgres.crash();
            postgres = EmbeddedPostgres.start(directory, TestPostgres.CACHE);

            work.get();
            assertAllThere(client);
        } finally {
            postgres.close();
        }
    }

    private Void workOn(List<AsktellClient> clients) throws Exception {
        Workers.every(WORKERS, worker -> {
            var study = clients.get(worker % clients.size()).study("crash");
            while (asked.getAndIncrement() < TRIALS) {
                int trial = study.ask().trialId();
                study.tell(trial, trial / 7.0);
                assertThat(told.put(trial, trial / 7.0)).isNull();
                halfWay.countDown();
            }
            return null;
        });
        return null;
    }

    private void assertAllThere(AsktellClient client) {
        assertThat(told).hasSize(TRIALS);
        var stored = client.study("crash").trials(TrialQuery.all()).toList();
        assertThat(stored).hasSize(TRIALS);
        for (int n = 0; n < TRIALS; n++) {
            assertThat(stored.get(n).trialId()).isEqualTo(n);
            assertThat(stored.get(n).state()).isEqualTo("COMPLETE");
            assertThat(stored.get(n).values().get(0).value()).isEqualTo(told.get(n));
        }
    }

    private static CreateStudyRequest study() {
        return Space.of().uniform("x", 0, 1).study("crash", "maximize");
    }

    /** One that tries again for as long as a server needs to be back. */
    private static AsktellClient client(int port) {
        return new AsktellClient(ClientOptions.of("http://127.0.0.1:" + port)
                .withMaxRetries(300)
                .withBackoff(Duration.ofMillis(100), Duration.ofMillis(500)));
    }

    private static ChildJvm serve(DatabaseAddress database, int port) throws IOException {
        var server = ChildJvm.run(environment(database, port), "io.asktell.server.Main", "serve");
        server.awaitLine("listening on");
        return server;
    }

    private static Map<String, String> environment(DatabaseAddress database, int port) {
        var environment = new HashMap<>(TestPostgres.environment(database));
        environment.put("PORT", Integer.toString(port));
        environment.put("AUTH_ENABLED", "false");
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        return environment;
    }
}
