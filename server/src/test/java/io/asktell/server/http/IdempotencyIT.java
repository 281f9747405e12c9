package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import io.asktell.server.problem.ConflictException;
import io.asktell.server.store.DatabaseAddress;
import io.javalin.http.Context;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Repeated requests get the first one's answer. */
final class IdempotencyIT {
    private static final AtomicInteger runs = new AtomicInteger();
    private static volatile CountDownLatch entered = new CountDownLatch(1);
    private static volatile CountDownLatch mayLeave = new CountDownLatch(0);

    private static DatabaseAddress database;
    private static HttpRig rig;

    @BeforeAll
    static void start() {
        database = TestPostgres.freshDatabase();
        rig = start(database);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    private static HttpRig start(DatabaseAddress address) {
        return HttpRig.start(
                address,
                Route.post("/count/{name}", Scopes.ANY, IdempotencyIT::count).idempotent(),
                Route.post("/fails", Scopes.ANY, ctx -> {
                            throw new ConflictException("busy", "run " + runs.incrementAndGet());
                        })
                        .idempotent(),
                Route.post(
                                "/later",
                                Scopes.ANY,
                                ctx -> ctx.future(() -> CompletableFuture.runAsync(
                                        () -> ctx.status(202).result("run " + runs.incrementAndGet()))))
                        .idempotent());
    }

    private static void count(Context ctx) throws InterruptedException {
        entered.countDown();
        mayLeave.await(10, TimeUnit.SECONDS);
        RequestReader.optionalBody(ctx, Map.class);
        ctx.status(201).contentType("text/plain").result("run " + runs.incrementAndGet());
    }

    private static HttpResponse<String> post(HttpRig rig, String path, String key, String body) {
        return rig.send(posting(rig.asAdmin(path), body).header("Idempotency-Key", key));
    }

    @Test
    void sameKeySameBody_getsTheFirstAnswer_byteForByte() {
        var first = post(rig, "/count/a", "k1", "{\"a\":1}");
        var second = post(rig, "/count/a", "k1", "{\"a\":1}");

        assertThat(second.body()).isEqualTo(first.body()).startsWith("run ");
        assertThat(second.statusCode()).isEqualTo(201);
        assertThat(second.headers().firstValue("Content-Type"))
                .isEqualTo(first.headers().firstValue("Content-Type"));
        assertThat(first.headers().firstValue("Idempotency-Replayed")).isEmpty();
        assertThat(second.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    @Test
    void anotherRouteKeyOrCaller_isAnotherRequest() {
        var first = post(rig, "/count/b", "k2", "");
        var other = rig.key("worker");

        assertThat(post(rig, "/count/c", "k2", "").body()).isNotEqualTo(first.body());
        assertThat(post(rig, "/count/b", "k3", "").body()).isNotEqualTo(first.body());
        assertThat(rig.send(posting(rig.as(other, "/count/b"), "").header("Idempotency-Key", "k2"))
                        .body())
                .isNotEqualTo(first.body());
        assertThat(rig.post("/count/b", "").body()).isNotEqualTo(first.body());
    }

    @Test
    void sameKeyAnotherBodyOrQuery_isReused() {
        post(rig, "/count/d", "k4", "{\"a\":1}");

        var response = post(rig, "/count/d", "k4", "{\"a\":2}");

        assertThat(HttpRig.problem(response))
                .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Unprocessable Content\",\"status\":422,\"detail\":"
                        + "\"Idempotency-Key: was used with another body before; take a new key for a new request\","
                        + "\"code\":\"idempotency_key_reused\",\"errors\":[{\"field\":\"Idempotency-Key\",\"message\":"
                        + "\"was used with another body before; take a new key for a new request\"}]}");
        assertThat(code(post(rig, "/count/d?x=1", "k4", "{\"a\":1}"))).isEqualTo("422 idempotency_key_reused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\tb"})
    void key_unprintable_isInvalid(String key) {
        assertThat(code(post(rig, "/count/e", key, ""))).isEqualTo("422 invalid");
    }

    @Test
    void key_tooLong_isInvalid() {
        assertThat(post(rig, "/count/e", "k".repeat(255), "").statusCode()).isEqualTo(201);
        assertThat(code(post(rig, "/count/e", "k".repeat(256), ""))).isEqualTo("422 invalid");
    }

    @Test
    void failures_areNotKept() {
        var first = post(rig, "/fails", "k5", "");
        var second = post(rig, "/fails", "k5", "");

        assertThat(code(first)).isEqualTo("409 busy");
        assertThat(second.body()).isNotEqualTo(first.body()).contains("run ");
        assertThat(post(rig, "/count/f", "k5", "{").statusCode()).isEqualTo(400);
        assertThat(post(rig, "/count/f", "k5", "{}").statusCode()).isEqualTo(201);
    }

    @Test
    void answersGivenLater_areKeptToo() {
        var first = post(rig, "/later", "k6", "");

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(post(rig, "/later", "k6", "").body()).isEqualTo(first.body());
    }

    @Test
    void firstUnderWay_isInProgress_hereAndOnAReplica() throws Exception {
        entered = new CountDownLatch(1);
        mayLeave = new CountDownLatch(1);
        try (var replica = start(database)) {
            var pool = Executors.newSingleThreadExecutor();
            var first = pool.submit(() -> post(rig, "/count/g", "k7", ""));
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();

            assertThat(code(post(rig, "/count/g", "k7", ""))).isEqualTo("409 in_progress");
            assertThat(code(post(replica, "/count/g", "k7", ""))).isEqualTo("409 in_progress");
            assertThat(code(post(replica, "/count/g", "k7", "{}"))).isEqualTo("422 idempotency_key_reused");
            mayLeave.countDown();

            assertThat(post(replica, "/count/g", "k7", "").statusCode()).isIn(201, 409);
            assertThat(first.get().statusCode()).isEqualTo(201);
            assertThat(post(replica, "/count/g", "k7", "").body())
                    .isEqualTo(first.get().body());
            pool.shutdown();
        } finally {
            mayLeave.countDown();
        }
    }

    @Test
    void manyAtOnce_onTwoServers_runOnce() throws Exception {
        try (var replica = start(database)) {
            var pool = Executors.newFixedThreadPool(8);
            var before = runs.get();
            var answers = new ArrayList<Future<HttpResponse<String>>>();
            for (var i = 0; i < 24; i++) {
                var server = i % 2 == 0 ? rig : replica;
                answers.add(pool.submit(() -> post(server, "/count/h", "k8", "")));
            }
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isIn(201, 409);
            }
            pool.shutdown();

            assertThat(runs.get()).isEqualTo(before + 1);
        }
    }

    @Test
    void answer_survivesARestart() {
        var fresh = TestPostgres.freshDatabase();
        String first;
        try (var server = start(fresh)) {
            first = post(server, "/count/i", "k9", "").body();
        }
        try (var server = start(fresh)) {
            assertThat(post(server, "/count/i", "k9", "").body()).isEqualTo(first);
        }
    }

    @Test
    void reservation_ofADeadServer_isTakenOverAfterAMinute() {
        var first = post(rig, "/count/j", "k10", "");
        TestPostgres.execute(
                database,
                "UPDATE idempotency SET status = NULL, content_type = NULL, body = NULL,"
                        + " reserved_at = now() - interval '59 seconds' WHERE key = 'k10'");
        assertThat(code(post(rig, "/count/j", "k10", ""))).isEqualTo("409 in_progress");

        TestPostgres.execute(
                database, "UPDATE idempotency SET reserved_at = now() - interval '61 seconds' WHERE key = 'k10'");

        assertThat(code(post(rig, "/count/j", "k10", "{}"))).isEqualTo("422 idempotency_key_reused");
        assertThat(post(rig, "/count/j", "k10", "").body())
                .isNotEqualTo(first.body())
                .startsWith("run ");
    }

    @Test
    void answer_olderThanADay_isForgotten() {
        var first = post(rig, "/count/k", "k11", "");
        TestPostgres.execute(
                database, "UPDATE idempotency SET reserved_at = now() - interval '25 hours' WHERE key = 'k11'");

        assertThat(post(rig, "/count/k", "k11", "{}").body())
                .isNotEqualTo(first.body())
                .startsWith("run ");
    }

    @Test
    void keyCreation_isRepeatable_andItsAnswerEncrypted() {
        var body = "{\"name\":\"a\",\"scopes\":[\"worker\"]}";
        var first = post(rig, "/v1/keys", "k12", body);

        assertThat(post(rig, "/v1/keys", "k12", body).body())
                .isEqualTo(first.body())
                .contains("atk_");
        assertThat(TestPostgres.query(database, "SELECT encode(body, 'escape') FROM idempotency WHERE key = 'k12'"))
                .doesNotContain("atk_", "worker");
    }
}
