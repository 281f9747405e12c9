package io.asktell.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.asktell.api.CompleteRequest;
import io.asktell.api.Scores;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryTest extends ClientTest {
    private static final String ASKED = """
            {"trial_id":7,"number":7,"params":{"lr":0.1},"study_name":"s","lease":null,"origin":"model","attempt":1}""";

    private static Duration[] millis(long... millis) {
        return Stream.of(millis)
                .flatMap(all -> java.util.Arrays.stream(all).mapToObj(Duration::ofMillis))
                .toArray(Duration[]::new);
    }

    @Test
    void ask_afterFailures_keepsItsIdempotencyKey() {
        server.hangUp()
                .problem(503, "storage_unavailable")
                .problem(429, "too_many")
                .json(200, ASKED);

        var trial = client.study("s").ask();

        assertThat(trial.trialId()).isEqualTo(7);
        assertThat(server.seen())
                .hasSize(4)
                .extracting(seen -> seen.headers().get("idempotency-key"))
                .doesNotContainNull()
                .containsOnly(server.seen().get(0).headers().get("idempotency-key"));
        assertThat(pauses.slept).containsExactly(millis(300, 600, 750));
    }

    @Test
    void ask_again_hasAnotherIdempotencyKey() {
        server.json(200, ASKED).json(200, ASKED);

        client.study("s").ask();
        client.study("s").ask();

        assertThat(server.seen())
                .extracting(seen -> seen.headers().get("idempotency-key"))
                .doesNotHaveDuplicates();
    }

    @Test
    void tell_afterALostAnswer_isRepeated() {
        server.hangUp().json(200, TRIAL);

        var trial = client.study("s").tell(3, 0.5);

        assertThat(trial.state()).isEqualTo("COMPLETE");
        assertThat(server.seen()).hasSize(2).extracting(StubServer.Seen::body).containsOnly("{\"values\":0.5}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 409, 413, 415, 422, 500, 502})
    void call_refused_isNotRepeated(int status) {
        server.problem(status, "some_code");

        var e = catchThrowableOfType(ApiException.class, () -> client.study("s").tell(3, 0.5));

        assertThat(e.status()).isEqualTo(status);
        assertThat(e.code()).isEqualTo("some_code");
        assertThat(e.retryable()).isFalse();
        assertThat(e).hasMessageContaining("why");
        assertThat(server.seen()).hasSize(1);
        assertThat(pauses.slept).isEmpty();
    }

    @Test
    void call_failingOnAndOn_givesUpAfterTheLastRetry() {
        server.hangUp().hangUp().hangUp().hangUp().json(200, TRIAL);

        // a tell, not a get: those the JDK's client repeats by itself when a connection breaks
        assertThatThrownBy(() -> client.study("s").tell(3, 0.5))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("/v1/tuner/studies/s/trials/3/complete");

        assertThat(server.seen()).hasSize(4);
    }

    @Test
    void call_withoutRetries_isMadeOnce() {
        server.problem(503, "storage_unavailable");

        assertThatThrownBy(() ->
                        client(options -> options.withMaxRetries(0)).study("s").trial(3))
                .isInstanceOf(ApiException.class)
                .satisfies(e -> assertThat(((ApiException) e).retryable()).isTrue());

        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void call_notRepeatable_isMadeOnce() {
        server.hangUp();
        var options = ClientOptions.defaults().withBaseUri(server.uri());
        var http = java.net.http.HttpClient.newHttpClient();
        var transport = new Transport(options, http, new RetryPolicy(options, () -> 0.5), pauses);

        assertThatThrownBy(() -> transport.send(Call.post("/once", "x"))).isInstanceOf(UnreachableException.class);

        assertThat(server.seen()).hasSize(1);
    }

    @Test
    void retryAfter_inSeconds_isWaitedFor() {
        server.problem(429, "too_many", "Retry-After", "7").json(200, TRIAL);

        client.study("s").trial(3);

        assertThat(pauses.slept).containsExactly(millis(7200));
    }

    @Test
    void retryAfter_asDate_isWaitedFor() {
        server.problem(503, "away", "Retry-After", "Sat, 21 Nov 2026 09:00:05 GMT")
                .json(200, TRIAL);

        client.study("s").trial(3);

        assertThat(pauses.slept).containsExactly(millis(5200));
    }

    @Test
    void retryAfter_tooLong_failsAtOnceAndSaysHowLong() {
        server.problem(429, "too_many", "Retry-After", "3600");

        var e = catchThrowableOfType(ApiException.class, () -> client.study("s").trial(3));

        assertThat(e.retryAfter()).contains(Duration.ofHours(1));
        assertThat(pauses.slept).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "", "-1", "99999999999999999999"})
    void retryAfter_nonsense_isLeftAside(String value) {
        server.problem(429, "too_many", "Retry-After", value).json(200, TRIAL);

        client.study("s").trial(3);

        assertThat(pauses.slept).containsExactly(millis(300));
    }

    @Test
    void inProgress_ofOwnFirstAttempt_isWaitedFor() {
        server.hangUp().problem(409, "in_progress").json(200, ASKED);

        assertThat(client.study("s").ask().trialId()).isEqualTo(7);
    }

    @Test
    void inProgress_atTheFirstAttempt_isSomebodyElses() {
        server.problem(409, "in_progress");

        assertThatThrownBy(() -> client.study("s").ask()).hasMessageContaining("in_progress");
    }

    @Test
    void delete_goneAtTheRetry_wasDeleted() {
        server.hangUp().problem(404, "study_not_found");

        client.study("s").delete();

        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void delete_goneAtOnce_isNotFound() {
        server.problem(404, "study_not_found");

        assertThatThrownBy(() -> client.study("s").delete()).isInstanceOf(NotFoundException.class);
    }

    @Test
    void answer_thatNeverComes_timesOut() throws Exception {
        var release = new CountDownLatch(1);
        server.then(exchange -> await(release, exchange)).then(exchange -> await(release, exchange));
        var impatient = client(
                options -> options.withRequestTimeout(Duration.ofMillis(100)).withMaxRetries(1));

        assertThatThrownBy(() -> impatient.study("s").trial(3))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("nothing within 100 ms");

        release.countDown();
        assertThat(server.seen()).hasSize(2);
    }

    @Test
    void answer_thatStallsInItsBody_timesOut() throws Exception {
        var release = new CountDownLatch(1);
        server.then(exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(release, exchange);
        });
        var impatient = client(
                options -> options.withRequestTimeout(Duration.ofMillis(200)).withMaxRetries(0));

        assertThatThrownBy(() -> impatient.study("s").trial(3)).isInstanceOf(UnreachableException.class);

        release.countDown();
    }

    @Test
    void server_thatIsNotThere_isUnreachable() {
        server.close();

        assertThatThrownBy(() -> client.health())
                .isInstanceOf(UnreachableException.class)
                .hasMessageEndingWith("it cannot be connected to")
                .satisfies(e -> assertThat(((ApiException) e).status()).isZero());
        assertThat(pauses.slept).hasSize(3);
    }

    @Test
    void interrupt_beforeTheCall_isRestored() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> client.study("s").trial(3)).isInstanceOf(CallInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void interrupt_betweenRetries_isRestored() {
        server.hangUp();
        var self = Thread.currentThread();
        var interrupting = new Pauses() {
            @Override
            public void sleep(Duration duration) throws InterruptedException {
                self.interrupt();
                Thread.sleep(1);
            }

            @Override
            public java.time.Instant now() {
                return java.time.Instant.EPOCH;
            }
        };
        var options = ClientOptions.defaults().withBaseUri(server.uri());
        var transport = new Transport(
                options, java.net.http.HttpClient.newHttpClient(), new RetryPolicy(options, () -> 0.5), interrupting);

        assertThatThrownBy(() -> transport.send(Call.idempotentPost("/x", 1)))
                .isInstanceOf(CallInterruptedException.class);

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void answer_fromSomethingInBetween_isAnExceptionWithItsText() {
        server.then(exchange -> StubServer.send(exchange, 502, "<html>Bad Gateway</html>"));

        assertThatThrownBy(() ->
                        client.study("s").tell(3, new CompleteRequest(Scores.of(1), null, null, null, null, null)))
                .hasMessageContaining("http_502")
                .hasMessageContaining("Bad Gateway");
    }

    @Test
    void answer_thatIsNoJson_saysSo() {
        server.then(exchange -> StubServer.send(exchange, 200, "<html>"));

        var e = catchThrowableOfType(ApiException.class, () -> client.study("s").trial(3));

        assertThat(e.code()).isEqualTo("unreadable_answer");
    }

    @Test
    void options_thatMakeNoSense_areRefused() {
        var options = ClientOptions.defaults();

        assertThatThrownBy(() -> options.withBaseUri(URI.create("localhost:6177")))
                .hasMessageContaining("http://");
        assertThatThrownBy(() -> options.withMaxRetries(-1)).hasMessageContaining("maxRetries");
        assertThatThrownBy(() -> options.withRequestTimeout(Duration.ZERO)).hasMessageContaining("requestTimeout");
        assertThatThrownBy(() -> options.withApiKey("a\nb")).hasMessageNotContaining("a\nb");
        assertThat(options.withApiKey("secret")).asString().doesNotContain("secret");
    }

    private static void await(CountDownLatch latch, HttpExchange exchange) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }
}
