package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.Route.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.server.TestPostgres;
import io.asktell.server.problem.NotFoundException;
import java.io.IOException;
import java.io.Writer;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fails while an answer is written: nobody may take half of it for the whole. */
final class StreamedAnswersIT {
    private static final int LINES = 100_000;
    private static final CountDownLatch HELD = new CountDownLatch(1);
    private static final CountDownLatch STARTED = new CountDownLatch(2);

    private static HttpRig rig;

    @BeforeAll
    static void start() throws Exception {
        var answers = new StreamedAnswers(2);
        rig = HttpRig.startOpen(
                TestPostgres.freshDatabase(),
                get(
                        "/soon",
                        Scopes.TUNER_READ,
                        ctx -> answers.send(ctx, "text/plain", out -> {
                            out.write("a little\n");
                            throw new NotFoundException("study_not_found", "The study was deleted.");
                        })),
                get(
                        "/late",
                        Scopes.TUNER_READ,
                        ctx -> answers.send(ctx, "text/plain", out -> {
                            writeLines(out);
                            throw new IllegalStateException("no more");
                        })),
                get("/whole", Scopes.TUNER_READ, ctx -> answers.send(ctx, "text/plain", StreamedAnswersIT::writeLines)),
                get(
                        "/held",
                        Scopes.TUNER_READ,
                        ctx -> answers.send(ctx, "text/plain", out -> {
                            STARTED.countDown();
                            await(HELD);
                            out.write("done\n");
                        })));
    }

    @AfterAll
    static void stop() throws Exception {
        rig.close();
    }

    private static void writeLines(Writer out) throws IOException {
        for (int i = 0; i < LINES; i++) {
            out.write("line " + i + "\n");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void failureBeforeAnythingWasSent_isAnsweredAsAnyOther() {
        var answer = rig.send(rig.request("/soon").header("Accept-Encoding", "gzip"));

        assertThat(code(answer)).isEqualTo("404 study_not_found");
        assertThat(answer.body()).startsWith("{").doesNotContain("a little");
    }

    @Test
    void failureLater_breaksTheConnection() throws Exception {
        assertThat(rig.send(rig.request("/whole")).body().lines()).hasSize(LINES);
        assertThatThrownBy(() -> rig.send(rig.request("/late"))).hasRootCauseInstanceOf(IOException.class);
    }

    /** The end of the connection is the end of an answer without chunks. */
    @ParameterizedTest
    @ValueSource(strings = {"Connection: close", "Accept-Encoding: gzip\r\nConnection: close"})
    void failureLater_isSeen_byAReaderWhoTakesTheEndForTheEnd(String headers) throws Exception {
        assertThat(read("/whole", headers)).startsWith("HTTP/1.1 200").doesNotContain("chunked");
        assertThatThrownBy(() -> read("/late", headers)).isInstanceOf(SocketException.class);
    }

    private static String read(String path, String headers) throws IOException {
        try (var socket = new Socket("127.0.0.1", rig.request("/").build().uri().getPort())) {
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + headers + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void moreAtOnceThanThereArePlaces_areRefused_untilOneEnds() {
        var one = CompletableFuture.supplyAsync(() -> rig.send(rig.request("/held")));
        var two = CompletableFuture.supplyAsync(() -> rig.send(rig.request("/held")));
        await(STARTED);

        var third = rig.send(rig.request("/whole"));
        HELD.countDown();

        assertThat(code(third)).isEqualTo("429 too_many_exports");
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        assertThat(one.join().body() + two.join().body()).isEqualTo("done\ndone\n");
        assertThat(rig.send(rig.request("/whole")).statusCode()).isEqualTo(200);
    }
}
