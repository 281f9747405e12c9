package io.asktell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A server that is told to stop while many work with it and others wait and watch. */
@Timeout(180)
class ShutdownIT {
    private static final int WORKERS = 8;
    private static final String STUDY =
            "{\"name\":\"stop\",\"search_space\":[{\"type\":\"float\",\"name\":\"x\",\"low\":0,"
                    + "\"high\":1}],\"sampler\":\"random\",\"pruner\":\"none\"}";

    private final Map<String, String> environment = new HashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private int port;

    @BeforeEach
    void prepare() throws IOException {
        port = Ports.free();
        environment.putAll(TestPostgres.environment(TestPostgres.freshDatabase()));
        environment.put("PORT", Integer.toString(port));
        environment.put("AUTH_ENABLED", "false");
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
    }

    @Test
    void sigterm_underLoad_breaksNoAnswer_andLosesNothingAcknowledged() throws Exception {
        environment.put("ASKTELL_STOP_DELAY_SECONDS", "2");
        Set<Integer> told = ConcurrentHashMap.newKeySet();
        var broken = new AtomicInteger();
        var after = new AtomicInteger();
        var begun = new CountDownLatch(100);
        var threads = Executors.newFixedThreadPool(WORKERS);
        try (var server = serve()) {
            post("/v1/tuner/studies", STUDY);
            for (int i = 0; i < WORKERS; i++) {
                threads.execute(() -> work(told, broken, after, begun));
            }
            var events = watch();
            var claim = http.sendAsync(posting("/v1/workers/claim", "{\"wait_seconds\":60}"), BodyHandlers.ofString());
            begun.await();

            assertThat(get("/v1/tuner/ready").statusCode()).isEqualTo(200);
            long start = System.nanoTime();
            server.signal("TERM");
            awaitNotReady();
            int toldBefore = told.size();
            assertThat(get("/v1/tuner/health").headers().firstValue("Connection"))
                    .hasValue("close");

            assertThat(events.readLine()).isNotNull();
            assertThat(rest(events)).contains("The server stops; connect again");
            assertThat(claim.get().statusCode()).isEqualTo(204);
            assertThat(server.exitCode()).isEqualTo(143);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
            threads.shutdown();
            assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
            assertThat(told.size())
                    .as("the server worked on while it said it was not ready")
                    .isGreaterThan(toldBefore);
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "told %d, refused connections or 503 %d, broken answers %d%n", told.size(), after.get(), broken.get());
        assertThat(broken).hasValue(0);
        var again = serve();
        try {
            for (int number : told) {
                assertThat(Json.mapper()
                                .readTree(get("/v1/tuner/studies/stop/trials/" + number)
                                        .body())
                                .get("state")
                                .textValue())
                        .isEqualTo("COMPLETE");
            }
        } finally {
            again.close();
        }
    }

    @Test
    void secondSigterm_endsAtOnce() throws Exception {
        environment.put("ASKTELL_STOP_DELAY_SECONDS", "600");
        try (var server = serve()) {
            server.signal("TERM");
            awaitNotReady();

            server.signal("TERM");

            assertThat(server.exitCode()).isEqualTo(143);
        }
    }

    /** Asks and tells until the server is gone. */
    private void work(Set<Integer> told, AtomicInteger broken, AtomicInteger after, CountDownLatch begun) {
        while (true) {
            try {
                var asked = post("/v1/tuner/studies/stop/trials/suggest", "{}");
                if (asked.statusCode() == 503) {
                    after.incrementAndGet();
                    return;
                }
                int number =
                        Json.mapper().readTree(asked.body()).get("trial_id").intValue();
                var answer = post("/v1/tuner/studies/stop/trials/" + number + "/complete", "{\"values\":[1]}");
                if (answer.statusCode() == 503) {
                    after.incrementAndGet();
                    return;
                }
                assertThat(answer.statusCode()).isEqualTo(200);
                told.add(number);
                begun.countDown();
            } catch (ConnectException e) {
                after.incrementAndGet();
                return;
            } catch (IOException | InterruptedException | RuntimeException | AssertionError e) {
                System.out.println("broken: " + e);
                broken.incrementAndGet();
                return;
            }
        }
    }

    private BufferedReader watch() throws Exception {
        var answer = http.send(
                HttpRequest.newBuilder(uri("/v1/tuner/studies/stop/events")).build(), BodyHandlers.ofInputStream());
        return new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
    }

    private static String rest(BufferedReader lines) throws IOException {
        var last = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            last = line.isEmpty() ? last : line;
        }
        return last;
    }

    private void awaitNotReady() throws Exception {
        while (get("/v1/tuner/ready").statusCode() != 503) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private ChildJvm serve() throws IOException {
        var server = ChildJvm.run(environment, "io.asktell.server.Main", "serve");
        server.awaitLine("listening on");
        return server;
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpRequest posting(String path, String json) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
    }

    private HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return http.send(posting(path, json), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }
}
