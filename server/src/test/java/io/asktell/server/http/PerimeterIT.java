package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.ServerRig.refusal;
import static io.asktell.server.http.TuneRig.PROVIDERS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is let through from the network around the server, and what browsers are told. */
final class PerimeterIT {
    private static final String UPGRADE =
            "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nOrigin: ";

    private static final String HEALTH = "/v1/tuner/health";
    private static final String PAGES = "https://pages.example.org";

    private static ServerRig server;
    private static ServerRig plain;
    private static ServerRig open;

    @BeforeAll
    static void start() {
        server = ServerRig.start(
                "ASKTELL_TRUSTED_PROXIES", "127.0.0.1, 10.0.0.0/8",
                "ASKTELL_CORS_ORIGINS", PAGES,
                "ASKTELL_ADDRESS_RPM", "5",
                "ASKTELL_KEY_RPM", "1000");
        plain = server.again();
        open = ServerRig.startOpen();
    }

    @AfterAll
    static void stop() {
        open.close();
        plain.close();
        server.close();
    }

    /** Without a credential, through proxies. */
    private static HttpRequest.Builder from(ServerRig rig, String forwardedFor, String path) {
        return HttpRequest.newBuilder(rig.uri(path)).header("X-Forwarded-For", forwardedFor);
    }

    @Test
    void address_withoutACredential_isLimited_andTold() {
        var first = server.send(from(server, "203.0.113.1", HEALTH));
        for (int i = 0; i < 4; i++) {
            server.send(from(server, "203.0.113.1", "/v1/keys"));
        }
        var limited = server.send(from(server, "203.0.113.1", HEALTH));

        assertThat(header(first, "RateLimit-Limit")).isEqualTo("5");
        assertThat(header(first, "RateLimit-Remaining")).isEqualTo("4");
        assertThat(header(first, "RateLimit-Reset")).isEqualTo("12");
        assertThat(code(limited)).isEqualTo("429 rate_limited");
        assertThat(Integer.parseInt(header(limited, "Retry-After"))).isBetween(1, 12);
        assertThat(server.send(from(server, "203.0.113.2", HEALTH)).statusCode())
                .isEqualTo(200);
        var known = server.send(server.request("/v1/keys").header("X-Forwarded-For", "203.0.113.1"));
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(header(known, "RateLimit-Limit")).as("of the key").isEqualTo("1000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.11            | 203.0.113.11",
                "1.2.3.4, 203.0.113.12   | 203.0.113.12",
                "203.0.113.13, 10.9.9.9  | 203.0.113.13",
                "203.0.113.14, x         | unknown",
                "10.1.1.1                | 10.1.1.1",
                "2001:db8::7             | 2001:db8:0:0:0:0:0:7",
            })
    void forwardedAddress_isReadFromTheEnd_asFarAsProxiesAreTrusted(String forwardedFor, String expected) {
        server.send(server.request("/v1/keys/nobodys")
                .header("X-Forwarded-For", forwardedFor)
                .DELETE());

        assertThat(ok(200, server.get("/v1/audit?limit=1&action=key_revoked"))
                        .get(0)
                        .get("address")
                        .asText())
                .isEqualTo(expected);
    }

    @Test
    void ipv6_isLimitedByNetwork() {
        for (int i = 0; i < 6; i++) {
            server.send(from(server, "2001:db8:1:2::" + i, HEALTH));
        }

        assertThat(server.send(from(server, "2001:db8:1:2:ffff::1", HEALTH)).statusCode())
                .isEqualTo(429);
        assertThat(server.send(from(server, "2001:db8:1:3::1", HEALTH)).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/docs", "/v1/tuner/health", "/v1/keys", "/no/such/path", "/assets/none.js", "/%ff"})
    void everyAnswer_hasTheHeadersThatKeepBrowsersSafe(String path) {
        var answer = plain.send(HttpRequest.newBuilder(plain.uri(path)));

        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(header(answer, "X-Frame-Options")).isEqualTo("DENY");
        assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(header(answer, "Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("default-src 'none'", "frame-ancestors 'none'");
        assertThat(header(answer, "Strict-Transport-Security")).isEmpty();
        assertThat(header(answer, "Server")).isEmpty();
    }

    @Test
    void strictTransport_isAskedForBehindATrustedProxyWithTls() {
        var overTls = from(server, "203.0.113.20", HEALTH).header("X-Forwarded-Proto", "https");
        var untrusted = from(plain, "203.0.113.20", HEALTH).header("X-Forwarded-Proto", "https");

        assertThat(header(server.send(overTls), "Strict-Transport-Security")).isEqualTo("max-age=31536000");
        assertThat(header(plain.send(untrusted), "Strict-Transport-Security")).isEmpty();
    }

    private static HttpRequest.Builder preflight(ServerRig rig, String origin) {
        return from(rig, "203.0.113.30", "/v1/keys")
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "DELETE")
                .method("OPTIONS", BodyPublishers.noBody());
    }

    @Test
    void cors_isOff_orForTheNamedOrigins() {
        var allowed = server.send(preflight(server, PAGES));
        var other = server.send(preflight(server, "https://other.example.org"));
        var off = plain.send(preflight(plain, PAGES));
        var called = server.send(server.request("/v1/keys").header("Origin", PAGES));
        var refused = server.send(
                server.request("/v1/keys/none").header("Origin", PAGES).DELETE());

        assertThat(allowed.statusCode()).isEqualTo(204);
        assertThat(header(allowed, "Access-Control-Allow-Origin")).isEqualTo(PAGES);
        assertThat(header(allowed, "Access-Control-Allow-Methods")).contains("DELETE");
        assertThat(header(allowed, "Access-Control-Allow-Headers")).contains("Authorization");
        assertThat(header(allowed, "Access-Control-Allow-Credentials")).isEmpty();
        assertThat(header(allowed, "Vary")).contains("Origin");
        assertThat(header(other, "Access-Control-Allow-Origin")).isEmpty();
        assertThat(header(off, "Access-Control-Allow-Origin")).isEmpty();
        assertThat(header(called, "Access-Control-Allow-Origin")).isEqualTo(PAGES);
        assertThat(header(called, "Access-Control-Expose-Headers")).contains("X-Total-Count");
        assertThat(header(refused, "Access-Control-Allow-Origin"))
                .as("of an error, too")
                .isEqualTo(PAGES);
    }

    @Test
    void withoutAuthentication_pagesOfOthersAreRefused() {
        var foreign = open.send(open.request("/v1/tuner/studies")
                .header("Origin", "https://evil.example.org")
                .POST(BodyPublishers.ofString("{}")));
        var hidden = open.send(open.request("/v1/tuner/studies").header("Origin", "null"));
        var ours = open.send(
                open.request("/v1/tuner/studies").header("Origin", open.uri("").toString()));

        assertThat(code(foreign)).isEqualTo("403 origin_not_allowed");
        assertThat(code(hidden)).isEqualTo("403 origin_not_allowed");
        assertThat(ours.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:1, 200",
        "127.0.0.1, 200",
        "[::1]:6177, 200",
        "evil.example.org, 403",
        "localhost.evil.example.org:80, 403"
    })
    void withoutAuthentication_namesOfOthersAreRefused(String host, int status) throws IOException {
        assertThat(raw(open, "GET /v1/tuner/studies HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void withoutAuthentication_socketsOfOthersAreRefused() throws IOException {
        assertThat(raw(open, UPGRADE + "https://evil.example.org\r\n\r\n")).startsWith("HTTP/1.1 403 ");
        assertThat(raw(open, UPGRADE + "http://localhost\r\n\r\n")).startsWith("HTTP/1.1 101 ");
    }

    @Test
    void socket_getsNoSession() throws IOException {
        assertThat(raw(open, UPGRADE + "http://localhost\r\n\r\n")).doesNotContainIgnoringCase("cookie");
    }

    /** The head of the answer. */
    private static String raw(ServerRig rig, String request) throws IOException {
        try (var socket = new Socket("127.0.0.1", rig.uri("").getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return in.lines().takeWhile(line -> !line.isEmpty()).collect(Collectors.joining("\n"));
        }
    }

    @Test
    void provider_behindAProxy_isPublic_unlessOthersAreAllowed() {
        var local =
                server.call("PUT", PROVIDERS + "/here", "{'protocol':'ollama','base_url':'http://localhost:11434'}");
        var metadata =
                plain.call("PUT", PROVIDERS + "/meta", "{'protocol':'openai','base_url':'http://169.254.169.254/v1'}");
        var fine = plain.call("PUT", PROVIDERS + "/here", "{'protocol':'ollama','base_url':'http://localhost:11434'}");

        assertThat(refusal(local)).isEqualTo("422 invalid base_url");
        assertThat(local.body()).contains("ASKTELL_PROVIDER_NETWORKS");
        assertThat(refusal(metadata)).isEqualTo("422 invalid base_url");
        assertThat(fine.statusCode()).isEqualTo(200);
    }

    /** What was saved while it was allowed, or under a name that has come to mean something else. */
    @Test
    void provider_isCheckedWhenItIsCalled() {
        try (var target = new ScriptedTarget(call -> ScriptedTarget.Reply.TEXT)) {
            new TuneRig(plain).model("here", target.baseUri());
            var task = "{'content':'Hello?','model':'here'}";

            var allowed = plain.post("/api/v1/tasks", task);
            var refused = server.post("/api/v1/tasks", task);

            assertThat(allowed.statusCode()).isEqualTo(200);
            assertThat(code(refused)).isEqualTo("503 model_does_not_answer");
            assertThat(refused.body()).contains("ASKTELL_PROVIDER_NETWORKS");
            assertThat(target.calls()).hasSize(1);
        }
    }
}
