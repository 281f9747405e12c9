package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.HttpRig.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import io.asktell.server.problem.ConflictException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every route: paths, bodies, media types, errors, ids. */
final class ProtocolIT {
    private static HttpRig rig;

    @BeforeAll
    static void start() {
        rig = HttpRig.startOpen(
                TestPostgres.freshDatabase(),
                Route.get("/names/{name}", Scopes.PUBLIC, ctx -> ctx.json(Map.of("name", ctx.pathParam("name")))),
                Route.get("/names/{name}/more", Scopes.PUBLIC, ctx -> ctx.json(Map.of("more", ctx.pathParam("name")))),
                Route.get("/fails", Scopes.PUBLIC, ctx -> {
                    throw new IllegalStateException("secret detail");
                }),
                Route.get("/error", Scopes.PUBLIC, ctx -> {
                    throw new AssertionError("secret detail");
                }),
                Route.get(
                        "/error-later",
                        Scopes.PUBLIC,
                        ctx -> ctx.future(() -> CompletableFuture.runAsync(() -> {
                            throw new AssertionError("secret detail");
                        }))),
                Route.get(
                        "/conflict-later",
                        Scopes.PUBLIC,
                        ctx -> ctx.future(() -> CompletableFuture.runAsync(() -> {
                            throw new ConflictException("busy", "Later.");
                        }))),
                Route.get("/away", Scopes.PUBLIC, ctx -> {
                    throw new RuntimeException(new SQLException("gone", "08006"));
                }),
                Route.get("/page", Scopes.PUBLIC, ctx -> ctx.json(RequestReader.page(ctx))),
                Route.post("/probe", Scopes.PUBLIC, ctx -> ctx.json(RequestReader.body(ctx, Map.class))));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/names/plain, plain",
        "/names/a%2Fb, a/b",
        "/names/a%252Fb, a%2Fb",
        "/names/a+b%20c, a+b c",
        "/names/%E2%82%AC, €",
        "/names/a;b, a;b",
        "/names/a%3Bb%3Fc%23d, a;b?c#d",
        "/names/a%5Cb, a\\b",
        "/names/%F0%9F%98%80, \uD83D\uDE00",
        "/names/%2e%2e%2fetc, ../etc",
    })
    void path_isDecodedOnce(String path, String name) {
        assertThat(json(rig.get(path)).path("name").asText()).isEqualTo(name);
    }

    @Test
    void path_withEncodedSlashBeforeMore_isOneName() {
        assertThat(json(rig.get("/names/a%2Fb/more")).path("more").asText()).isEqualTo("a/b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/names/a%00b",
                "/names/a%",
                "/names/a%2",
                "/names/a%zz",
                "/names/%FF",
                "/names/%C0%AF",
                "/names/%ED%A0%80"
            })
    void path_badlyEncoded_isMalformed(String path) throws IOException {
        assertThat(raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "\"code\":\"malformed_", "X-Request-Id: ")
                .doesNotContainIgnoringCase("\r\nserver:", "<html");
    }

    @Test
    void method_isTheRequestsOwn_whateverAHeaderSays() throws IOException {
        assertThat(
                        raw(
                                "GET /names/a HTTP/1.1\r\nHost: localhost\r\nX-HTTP-Method-Override: DELETE\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw(
                        "POST /names/a HTTP/1.1\r\nHost: localhost\r\nX-Http-Method-Override: GET\r\nContent-Length: 0\r\n"
                                + "Connection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 405 ");
    }

    @Test
    void query_badlyEncoded_isMalformed() throws IOException {
        assertThat(raw("GET /page?limit=%FF HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("\"code\":\"malformed_query\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\n\r\n",
                "GET /names/a HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
                "GET /names/a HTTP/9.9\r\nHost: x\r\n\r\n",
                "GET /names/a\r\n\r\n",
                "POST /probe HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: nonsense\r\n\r\n",
                "nonsense\r\n\r\n",
                "GET names HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /names/\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
            })
    void protocolErrors_areProblemsToo(String request) throws IOException {
        assertThat(raw(request))
                .matches("(?s)HTTP/1.1 4.. .*")
                .contains("application/problem+json", "X-Request-Id: ")
                .doesNotContainIgnoringCase("\r\nserver:", "<html");
    }

    @Test
    void headers_tooLarge_isProblem() throws IOException {
        assertThat(raw("GET /names/a HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(20_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ")
                .contains("\"code\":\"headers_too_large\"");
    }

    @Test
    void unknownPath_isNotFound() {
        assertThat(problem(rig.get("/nowhere")))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,\"detail\":\"Nothing answers at"
                                + " /nowhere; /openapi.json lists every address.\",\"code\":\"not_found\"}");
    }

    @Test
    void otherMethod_isNotAllowed_andSaysWhatIs() {
        var response = rig.send(rig.request("/v1/keys").DELETE());

        assertThat(code(response)).isEqualTo("405 method_not_allowed");
        assertThat(response.headers().firstValue("Allow"))
                .hasValueSatisfying(allow -> assertThat(allow.split(", ")).contains("GET", "POST"));
    }

    @Test
    void instance_isThePath() {
        assertThat(json(rig.get("/nowhere")).path("instance").asText()).isEqualTo("/nowhere");
    }

    @Test
    void requestId_saneOneIsEchoed_otherIsReplaced() {
        var sane = rig.send(rig.request("/names/a").header("X-Request-Id", "my-id.7"));
        var other = rig.send(rig.request("/names/a").header("X-Request-Id", "<script>"));

        assertThat(sane.headers().allValues("X-Request-Id")).containsExactly("my-id.7");
        assertThat(other.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f-]{36}");
        assertThat(sane.headers().firstValue("Server")).isEmpty();
    }

    @Test
    void unexpectedFailure_isNamedById_andTellsNothing() {
        var response = rig.send(rig.request("/fails").header("X-Request-Id", "id-1"));

        assertThat(code(response)).isEqualTo("500 internal_error");
        assertThat(response.body()).contains("id-1").doesNotContain("secret detail", "IllegalState");
    }

    @Test
    void failuresOfEveryKind_areProblems() {
        assertThat(code(rig.get("/error"))).isEqualTo("500 internal_error");
        assertThat(rig.get("/error").body()).doesNotContain("secret detail");
        assertThat(code(rig.get("/error-later"))).isEqualTo("500 internal_error");
        assertThat(code(rig.get("/conflict-later"))).isEqualTo("409 busy");
    }

    @Test
    void body_inPiecesThatCannotBeRead_isRefused() throws IOException {
        assertThat(
                        raw(
                                "POST /probe HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @Test
    void body_thatEndsEarly_isRefused() throws IOException {
        try (var socket = new Socket("127.0.0.1", rig.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("POST /probe HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n\r\n{"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();

            assertThat(readAnswer(socket.getInputStream()))
                    .startsWith("HTTP/1.1 400 ")
                    .contains("application/problem+json");
        }
    }

    @Test
    void databaseAway_isUnavailable_withRetryAfter() {
        var response = rig.get("/away");

        assertThat(code(response)).isEqualTo("503 storage_unavailable");
        assertThat(response.headers().firstValue("Retry-After")).hasValue("2");
    }

    /** Sends bytes as they are and reads what comes until the server closes or falls silent after a problem. */
    private static String raw(String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", rig.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return readAnswer(socket.getInputStream());
        }
    }

    private static String readAnswer(InputStream in) throws IOException {
        var answer = new StringBuilder();
        for (var b = in.read();
                b >= 0 && answer.indexOf("\r\n\r\n{") < 0 | answer.indexOf("\"code\"") < 0 | b != '}';
                b = in.read()) {
            answer.append((char) b);
        }
        return answer.toString();
    }
}
