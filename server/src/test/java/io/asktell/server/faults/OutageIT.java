package io.asktell.server.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.client.Space;
import io.asktell.server.Server;
import io.asktell.server.ServerConfig;
import io.asktell.server.TestPostgres;
import io.asktell.server.Workers;
import io.asktell.server.store.embedded.EmbeddedPostgres;
import io.asktell.worker.Objective;
import io.asktell.worker.Worker;
import io.asktell.worker.WorkerOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** PostgreSQL goes away and comes back, and the server stays. */
@Timeout(300)
class OutageIT {
    private static final String KEY = "a-key-of-a-test-that-is-long-enough";
    private static final String ASK = "/v1/tuner/studies/s/trials/suggest";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Path directory;
    private EmbeddedPostgres postgres;
    private Server server;
    private AsktellClient client;

    @BeforeEach
    void start(@TempDir Path directory) {
        this.directory = directory;
        postgres = EmbeddedPostgres.start(directory, TestPostgres.CACHE);
        var environment = new HashMap<>(TestPostgres.environment(postgres.address()));
        environment.put("PORT", "0");
        environment.put("ASKTELL_ADMIN_KEY", KEY);
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        server = new Server(ServerConfig.fromEnvironment(environment));
        server.start();
        client = new AsktellClient(
                ClientOptions.of("http://127.0.0.1:" + server.port()).withApiKey(KEY));
        client.createStudy(Space.of().uniform("x", 0, 1).study("s", "maximize"));
        client.study("s").tell(client.study("s").ask().trialId(), 1);
    }

    @AfterEach
    void stop() {
        server.close();
        postgres.close();
    }

    /** Each alone would be refused after the pool's five seconds; all at once must not wait for one another. */
    @Test
    void requests_ofManyAtOnce_whilePostgresIsAway_areRefusedInSeconds_andAnsweredOnceItIsBack() throws Exception {
        postgres.close();

        Workers.every(24, worker -> {
            for (int i = 0; i < 2; i++) {
                long began = System.nanoTime();
                var refusal = send("POST", ASK);
                assertThat(refusal.statusCode()).isEqualTo(503);
                assertThat(refusal.headers().firstValue("Retry-After")).contains("2");
                assertThat(json(refusal).get("code").textValue()).isEqualTo("storage_unavailable");
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
            }
            return null;
        });
        assertThat(json(send("GET", "/v1/tuner/health")).get("status").textValue())
                .isEqualTo("degraded");
        assertThat(send("GET", "/v1/tuner/ready").statusCode()).isEqualTo(503);

        postgres = EmbeddedPostgres.start(directory, TestPostgres.CACHE);

        var answer = send("POST", ASK);
        while (answer.statusCode() == 503) {
            answer = send("POST", ASK);
        }
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer).get("trial_id").intValue()).isPositive();
        assertThat(json(send("GET", "/v1/tuner/health")).get("status").textValue())
                .isEqualTo("healthy");
    }

    @Test
    void worker_goesOn_whenPostgresIsBack() throws Exception {
        var before = new CountDownLatch(3);
        var after = new CountDownLatch(20);
        var objective = Objective.single((params, trial) -> {
            before.countDown();
            after.countDown();
            return params.real("x");
        });
        try (var worker = Worker.forStudy(
                client, "s", objective, WorkerOptions.defaults().withSlots(4).withMaxTrials(200))) {
            worker.start();
            before.await();
            postgres.crash();
            assertThat(send("POST", ASK).statusCode()).isEqualTo(503);

            postgres = EmbeddedPostgres.start(directory, TestPostgres.CACHE);

            after.await();
        }
        var counts = client.study("s").get().trialCounts();
        assertThat(counts.get("COMPLETE")).isGreaterThanOrEqualTo(16);
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + KEY)
                .method(method, BodyPublishers.noBody());
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }
}
