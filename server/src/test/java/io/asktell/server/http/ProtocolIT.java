package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.HttpRig.posting;
import static io.asktell.server.http.HttpRig.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import io.asktell.server.problem.ConflictException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every route: paths, bodies, media types, errors, ids. */
final class ProtocolIT {
    private static HttpRig rig;

    record Part(String name, double low) {}

    record Probe(
            @Nullable String name,
            int count,
            @Nullable List<Part> parts,
            @Nullable Map<String, Object> more) {}

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
                Route.post("/probe", Scopes.PUBLIC, ctx -> ctx.json(RequestReader.body(ctx, Probe.class)))
                        .takes(Probe.class),
                Route.post("/large", Scopes.PUBLIC, ctx -> ctx.json(RequestReader.body(ctx, Probe.class)))
                        .largeBody());
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
                "nonsense\r\n\r\n",
                "GET names HTTP/1.1\r\nHost: x\r\n\r\n",
                "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                "GET /names/\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
            })
    void protocolErrors_areProblemsToo(String request) throws IOException {
        assertThat(raw(request))
                .matches("(?s)HTTP/1.1 (4..|505) .*")
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
                                "POST /probe HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json");
    }

    @Test
    void body_thatEndsEarly_isRefused() throws IOException {
        try (var socket = new Socket("127.0.0.1", rig.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream()
                    .write("POST /probe HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{"
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

    @Test
    void body_ofWrongTypes_namesTheField() {
        assertThat(errors("{\"name\":\"a\",\"count\":\"5\"}")).startsWith("count must be a whole number");
        assertThat(errors("{\"count\":1.5}")).startsWith("count ");
        assertThat(errors("{\"count\":99999999999}")).startsWith("count ");
        assertThat(errors("{\"count\":null}")).isEqualTo("count is required");
        assertThat(errors("{\"count\":NaN}")).startsWith("count must be a finite number");
        assertThat(errors("{\"count\":1,\"name\":5}")).startsWith("name must be a string");
        assertThat(errors("{\"count\":1,\"parts\":{}}")).isEqualTo("parts must be a list");
        assertThat(errors("{\"count\":1,\"parts\":[{\"name\":\"a\",\"low\":1},{\"low\":\"x\"}]}"))
                .startsWith("parts[1].low must be a number");
        assertThat(errors("{\"count\":1,\"parts\":[3]}")).startsWith("parts[0] must be an object");
        assertThat(errors("[]")).isEqualTo("body must be an object");
        assertThat(errors("null")).startsWith("body must be ");
        assertThat(errors("{\"count\":1,\"more\":[]}")).isEqualTo("more must be an object");
    }

    @Test
    void body_withUnknownField_namesItAndThoseKnown() {
        assertThat(errors("{\"count\":1,\"parts\":[{\"low\":1,\"nam\":\"a\"}]}"))
                .isEqualTo("parts[0].nam is unknown; known are low, name");
    }

    @Test
    void body_withNulOrHalfPair_isInvalid() {
        assertThat(errors("{\"count\":1,\"name\":\"a\\u0000b\"}")).isEqualTo("name must not contain the NUL character");
        assertThat(errors("{\"count\":1,\"more\":{\"x\":[1,{\"y\":\"\\u0000\"}]}}"))
                .isEqualTo("more.x[1].y must not contain the NUL character");
        assertThat(errors("{\"count\":1,\"name\":\"\\ud800\"}"))
                .isEqualTo("name must not contain half a surrogate pair");
        assertThat(post("{\"count\":1,\"name\":\"\\ud83d\\ude00 \\\\u0000\"}")).startsWith("200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "{",
                "{\"count\":1,}",
                "{'count':1}",
                "{\"count\":01}",
                "{\"count\":1} x",
                "{\"count\":1}{}",
                "{\"count\":1,\"count\":2}",
                "\"abc",
                "{\"name\":\"\u0001\"}",
                "{count:1}",
                "// hi\n{}",
                "\uFEFF{}"
            })
    void body_thatIsNoJson_isMalformed(String body) {
        assertThat(post(body)).isEqualTo("400 malformed_json");
    }

    @Test
    void body_nestedTooDeep_isMalformed() {
        assertThat(post("{\"count\":1,\"more\":{\"a\":" + "[".repeat(97) + "]".repeat(97) + "}}"))
                .startsWith("200");
        assertThat(post("{\"count\":1,\"more\":{\"a\":" + "[".repeat(101) + "]".repeat(101) + "}}"))
                .isEqualTo("400 malformed_json");
        assertThat(post("{\"count\":1,\"more\":{\"a\":" + "[".repeat(100_000))).isEqualTo("400 malformed_json");
    }

    @Test
    void body_notUtf8_isMalformed() {
        for (var bytes : List.of(
                "{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1),
                "{\"count\":1}".getBytes(StandardCharsets.UTF_16),
                new byte[] {'"', (byte) 0xC0, (byte) 0xAF, '"'},
                new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'})) {
            var response = rig.send(rig.request("/probe")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(bytes)));

            assertThat(code(response)).isEqualTo("400 malformed_json");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "application/json, 200",
        "application/json; charset=UTF-8, 200",
        "application/merge-patch+json, 200",
        "text/plain, 415",
        "application/x-www-form-urlencoded, 415",
        "application/json; charset=utf-16, 415",
        "nonsense, 415",
    })
    void mediaType_otherThanJson_isUnsupported(String type, int status) {
        var response = rig.send(
                rig.request("/probe").header("Content-Type", type).POST(BodyPublishers.ofString("{\"count\":1}")));

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 415) {
            assertThat(code(response)).isEqualTo("415 unsupported_media_type");
        }
    }

    @Test
    void body_overTheLimit_isTooLarge_withLengthOrChunked() {
        var fits = padded((1 << 20));
        var over = padded((1 << 20) + 1);
        assertThat(post(fits)).startsWith("200");
        assertThat(post(over)).isEqualTo("413 too_large");
        assertThat(chunked("/probe", fits)).startsWith("200");
        assertThat(chunked("/probe", over)).isEqualTo("413 too_large");
        assertThat(chunked("/probe", padded(3 << 20))).isEqualTo("413 too_large");
        assertThat(chunked("/large", padded(3 << 20))).startsWith("200");
        assertThat(chunked("/large", padded((32 << 20) + 1))).isEqualTo("413 too_large");
    }

    @ParameterizedTest
    @CsvSource({
        "'', '200 {\"limit\":100,\"offset\":0}'",
        "?limit=1000&offset=7, '200 {\"limit\":1000,\"offset\":7}'",
        "?limit=&other=1, '200 {\"limit\":100,\"offset\":0}'",
        "?limit=0, 422 invalid",
        "?limit=1001, 422 invalid",
        "?offset=-1, 422 invalid",
        "?limit=ten, 400 malformed_query",
        "?limit=99999999999999999999, 400 malformed_query",
    })
    void page_isReadFromTheQuery(String query, String expected) {
        var response = rig.get("/page" + query);

        assertThat(response.statusCode() == 200 ? "200 " + response.body() : code(response))
                .isEqualTo(expected);
    }

    private static String padded(int size) {
        var start = "{\"count\":1,\"name\":\"";
        return start + "x".repeat(size - start.length() - 2) + "\"}";
    }

    private static String post(String body) {
        var response = rig.send(posting(rig.request("/probe"), body));
        return response.statusCode() == 200 ? "200 " : code(response);
    }

    private static String chunked(String path, String body) {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        var response = rig.send(rig.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))));
        return response.statusCode() == 200 ? "200 " : code(response);
    }

    /** The errors of a 422 as text. */
    private static String errors(String body) {
        var response = rig.send(posting(rig.request("/probe"), body));
        assertThat(code(response)).as(body).isEqualTo("422 invalid");
        var error = json(response).get("errors").get(0);
        return error.get("field").asText() + " " + error.get("message").asText();
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
