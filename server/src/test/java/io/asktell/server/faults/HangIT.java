package io.asktell.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.Server;
import io.asktell.server.ServerConfig;
import io.asktell.server.TestPostgres;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL keeps its connections and answers nothing any more, as on a machine that hangs. */
@Timeout(180)
final class HangIT {
    private static final String STUDIES = "/v1/tuner/studies";
    private static final String ASK = STUDIES + "/s/trials/suggest";
    private static final int CALLERS = 12;
    /** Of statements; the default is longer, and waiting for it would only make the test longer. */
    private static final int BOUND_SECONDS = 5;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Path directory;
    private EmbeddedPostgres postgres;
    private Server server;

    @BeforeEach
    void start(@TempDir Path directory) {
        this.directory = directory;
        postgres = EmbeddedPostgres.start(directory, TestPostgres.CACHE);
        var address = postgres.address();
        var bounded = new DatabaseAddress(
                address.jdbcUrl() + "?socketTimeout=" + BOUND_SECONDS, address.user(), address.password());
        var environment = new HashMap<>(TestPostgres.environment(bounded));
        environment.put("PORT", "0");
        environment.put("AUTH_ENABLED", "false");
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        server = new Server(ServerConfig.fromEnvironment(environment));
        server.start();
        assertThat(post(
                        STUDIES,
                        "{\"name\":\"s\",\"direction\":\"maximize\",\"sampler\":\"random\",\"search_space\":[{\"type\":\"float\","
                                + "\"name\":\"x\",\"low\":0,\"high\":1}]}"))
                .isEqualTo(201);
    }

    @AfterEach
    void stop() throws Exception {
        signal("CONT");
        server.close();
        postgres.close();
    }

    @Test
    void requests_inTheMidst_andAfterwards_areRefusedWithinTheBound_andAnsweredOnceItGoesOn() throws Exception {
        var threads = Executors.newFixedThreadPool(CALLERS);
        var asked = new CountDownLatch(10 * CALLERS);
        var stopped = new CompletableFuture<Void>();
        try {
            List<Future<Duration>> slowest = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                slowest.add(threads.submit(() -> askUntilThriceRefused(asked, stopped)));
            }
            asked.await();
            signal("STOP");
            stopped.complete(null);

            for (var each : slowest) {
                assertThat(each.get()).isLessThan(Duration.ofSeconds(3 * BOUND_SECONDS + 5));
            }
        } finally {
            threads.shutdownNow();
        }

        signal("CONT");
        long began = System.nanoTime();
        while (post(ASK, "") != 200) {
            assertThat(System.nanoTime() - began).isLessThan(TimeUnit.SECONDS.toNanos(30));
        }
    }

    /** Returns how long the slowest refusal took. */
    private Duration askUntilThriceRefused(CountDownLatch asked, Future<Void> stopped) {
        long slowest = 0;
        for (int refused = 0; refused < 3; ) {
            long began = System.nanoTime();
            int status = post(ASK, "");
            slowest = Math.max(slowest, System.nanoTime() - began);
            asked.countDown();
            if (status != 200) {
                assertThat(status).isEqualTo(503);
                assertThat(stopped.isDone()).isTrue();
                refused++;
            }
        }
        return Duration.ofNanos(slowest);
    }

    private int post(String path, String body) {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        try {
            return http.send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** To the postmaster and all its sessions. */
    private void signal(String name) throws IOException, InterruptedException {
        long pid = Long.parseLong(
                Files.readAllLines(directory.resolve("postgres/postmaster.pid")).get(0));
        var postmaster = ProcessHandle.of(pid).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        Stream.concat(Stream.of(postmaster), postmaster.descendants())
                .forEach(process -> command.add(Long.toString(process.pid())));
        // a session may have ended meanwhile, so kill's own opinion does not matter
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
