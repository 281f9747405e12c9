package io.asktell.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.asktell.client.AsktellClient;
import io.asktell.client.ClientOptions;
import io.asktell.client.StudyExhaustedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two sources over HTTP. */
final class SourcesTest {
    private record Canned(int status, String body) {}

    private final Queue<Canned> answers = new ArrayDeque<>();
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final ManualTime time = new ManualTime();
    private HttpServer server;
    private AsktellClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Idempotency-Key") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            var answer = answers.remove();
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        client = new AsktellClient(
                ClientOptions.of("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private StudySource study(WorkerOptions options) {
        return new StudySource(
                client.study("s"), Objective.single((params, trial) -> params.real("lr")), options.withName("w"), time);
    }

    private void answer(int status, String body) {
        answers.add(new Canned(status, body));
    }

    private static String trial(String lease) {
        return "{\"trial_id\":7,\"number\":7,\"params\":{\"lr\":0.1},\"study_name\":\"s\",\"lease\":" + lease
                + ",\"origin\":\"model\",\"attempt\":2}";
    }

    private static final String LEASE = "{\"token\":\"t\",\"expires_at\":\"2026-11-21T09:00:00Z\"}";

    @Test
    void study_asksWithItsNameLeaseAndKey() throws Exception {
        answer(200, trial(LEASE));

        var work = study(WorkerOptions.defaults().withLease(Duration.ofSeconds(90)))
                .next("key-1")
                .orElseThrow();

        assertThat(seen)
                .containsExactly("/v1/tuner/studies/s/trials/suggest key-1 {\"worker\":\"w\",\"lease_seconds\":90.0}");
        assertThat(work.leaseDuration()).isEqualTo(Duration.ofSeconds(90));
        assertThat(work.attempt()).isEqualTo(2);
        try (var held = new HeldTrial(
                work,
                new FakeServer(),
                new Persistence(time, () -> 0, new java.util.concurrent.CountDownLatch(1)),
                time)) {
            assertThat(held.evaluate()).isEqualTo(TrialResult.of(0.1));
        }
    }

    @Test
    void study_withoutAWishForALease_takesTheStudys() {
        answer(200, trial(LEASE));
        answer(200, """
                {"study_id":1,"study_name":"s","direction":"maximize","n_trials":1,"user_attrs":{},"search_space":[],
                 "sampler":"tpe","sampler_options":{},"pruner":"none","pruner_options":{},"status":"active",
                 "lease_seconds":45.5,"max_attempts":3,"trial_counts":{}}""");

        var work = study(WorkerOptions.defaults().withLease(null)).next("k").orElseThrow();

        assertThat(seen.get(0)).endsWith("{\"worker\":\"w\"}");
        assertThat(work.leaseDuration()).isEqualTo(Duration.ofMillis(45_500));
    }

    @Test
    void study_withoutLeases_givesTrialsWithoutEnd() {
        answer(200, trial("null"));

        var work = study(WorkerOptions.defaults().withLease(null)).next("k").orElseThrow();

        assertThat(work.lease()).isNull();
        assertThat(seen).hasSize(1);
    }

    @Test
    void study_paused_hasNothingRightNow() {
        answer(409, "{\"status\":409,\"code\":\"study_paused\",\"detail\":\"\"}");

        assertThat(study(WorkerOptions.defaults()).next("k")).isEmpty();
    }

    @Test
    void study_exhausted_saysSo() {
        answer(409, "{\"status\":409,\"code\":\"study_exhausted\",\"detail\":\"\"}");

        assertThatThrownBy(() -> study(WorkerOptions.defaults()).next("k")).isInstanceOf(StudyExhaustedException.class);
    }

    @Test
    void claim_asksForTheKindsItCanDoAndHandsThemOver() throws Exception {
        answer(200, """
                {"kind":"tool_eval","job_id":"j","study_name":"s","trial_id":4,"attempt":1,"params":{"temperature":0.5},
                 "lease":{"token":"t","expires_at":"2026-11-21T09:00:00Z"},"lease_seconds":60}""");
        AssignmentHandler handler =
                (assignment, trial) -> TrialResult.of(trial.params().real("temperature"));
        var source = new ClaimSource(
                client, Map.of("tool_eval", handler), WorkerOptions.defaults().withName("w"), time);

        var work = source.next("key-2").orElseThrow();

        assertThat(seen)
                .containsExactly(
                        "/v1/workers/claim key-2 {\"worker\":\"w\",\"kinds\":[\"tool_eval\"],\"wait_seconds\":20.0}");
        assertThat(work.leaseDuration()).isEqualTo(Duration.ofSeconds(60));
        assertThat(work.number()).isEqualTo(4);
    }

    @Test
    void claim_ofNothing_hasNothingRightNow() {
        answer(204, "");

        assertThat(new ClaimSource(client, Map.of(), WorkerOptions.defaults(), time).next("k"))
                .isEmpty();
    }
}
