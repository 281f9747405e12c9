package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.server.Server;
import io.asktell.server.ServerConfig;
import io.asktell.server.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the whole server says of itself, held against what it does. */
final class DocumentationIT {
    private static final HttpClient client = HttpClient.newHttpClient();

    private static Server server;
    private static JsonNode document;

    @BeforeAll
    static void start() throws Exception {
        var environment = new HashMap<>(TestPostgres.environment(TestPostgres.freshDatabase()));
        environment.put("PORT", "0");
        environment.put("ASKTELL_ADMIN_KEY", HttpRig.ADMIN);
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        server = new Server(ServerConfig.fromEnvironment(environment));
        server.start();
        document = Json.mapper().readTree(send("GET", "/openapi.json", null).body());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static HttpResponse<String> send(String method, String path, String key)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .method(method, BodyPublishers.noBody());
        if (key != null) {
            request.header("X-API-Key", key);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** Every documented operation answers, with the scopes it names; GET on a path without one is 405, not 404. */
    @Test
    void everyOperation_isAnswered_withACredentialOrWithout_asItSays() throws Exception {
        for (var path : document.get("paths").properties()) {
            var url = path.getKey().replace("{trial_id}", "0").replaceAll("\\{\\w+}", "none");
            for (var operation : path.getValue().properties()) {
                var name = operation.getKey() + " " + path.getKey();
                if (name.endsWith("/events")) {
                    continue; // has no study to stream, and says so in its own test
                }
                var method = operation.getKey().toUpperCase(Locale.ROOT);
                var bare = send(method, url, null);
                var known = send(method, url, HttpRig.ADMIN);

                assertThat(bare.statusCode() == 401)
                        .as(name)
                        .isEqualTo(!operation.getValue().get("security").isEmpty());
                assertThat(known.statusCode())
                        .as(name + ": " + known.body())
                        .isNotIn(401, 405)
                        .isLessThan(500);
                if (known.statusCode() == 403) {
                    assertThat(code(known)).as(name).isEqualTo("403 token_required");
                }
                if (known.statusCode() == 404) {
                    assertThat(json(known).get("code").asText()).as(name).isNotEqualTo("not_found");
                }
                assertThat(known.headers().firstValue("X-Request-Id")).as(name).isPresent();
            }
        }
    }

    @Test
    void everyReference_hasItsSchema_andEveryOperationAName() {
        var references = new TreeSet<String>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));
        var ids = document.findValuesAsText("operationId");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
        assertThat(document.get("paths").findValuesAsText("summary"))
                .allSatisfy(summary -> assertThat(summary).isNotBlank());
        assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    }

    @Test
    void contractsPaths_areThere() {
        Set<String> paths = new HashSet<>();
        document.get("paths").fieldNames().forEachRemaining(paths::add);

        assertThat(paths)
                .contains(
                        "/v1/tuner/health",
                        "/v1/tuner/ready",
                        "/v1/tuner/studies",
                        "/v1/tuner/studies/{name}",
                        "/v1/tuner/studies/{name}/trials",
                        "/v1/tuner/studies/{name}/trials/suggest",
                        "/v1/tuner/studies/{name}/trials/enqueue",
                        "/v1/tuner/studies/{name}/trials/complete",
                        "/v1/tuner/studies/{name}/trials/{trial_id}",
                        "/v1/tuner/studies/{name}/trials/{trial_id}/heartbeat",
                        "/v1/tuner/studies/{name}/trials/{trial_id}/report",
                        "/v1/tuner/studies/{name}/trials/{trial_id}/complete",
                        "/v1/tuner/studies/{name}/trials/{trial_id}/prune",
                        "/v1/tuner/studies/{name}/trials/{trial_id}/fail",
                        "/v1/tuner/studies/{name}/best",
                        "/v1/tuner/studies/{name}/pareto",
                        "/v1/tuner/studies/{name}/importance",
                        "/v1/tuner/studies/{name}/advice",
                        "/v1/tuner/studies/{name}/export",
                        "/v1/tuner/studies/import",
                        "/v1/tuner/studies/{name}/events",
                        "/v1/keys",
                        "/v1/keys/{id}",
                        "/v1/auth/token",
                        "/v1/auth/refresh",
                        "/metrics",
                        "/openapi.json",
                        "/docs",
                        "/");
    }

    @Test
    void schemas_areReadOffTheRecords() {
        var key = document.at("/components/schemas/CreateKeyRequest");

        assertThat(key.toString())
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"},\"scopes\":{\"type\":\"array\","
                                + "\"items\":{\"type\":\"string\"}},\"expires_at\":{\"anyOf\":[{\"type\":\"string\",\"format\":\"date-time\"},"
                                + "{\"type\":\"null\"}]},\"rate_limit_rpm\":{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"null\"}]}},"
                                + "\"required\":[\"name\",\"scopes\"],\"additionalProperties\":false}");
    }

    @Test
    void answerOfTwoShapes_isEitherOfThem() {
        var asked = document.get("paths")
                .get("/v1/tuner/studies/{name}/trials/suggest")
                .at("/post/responses/200/content/application~1json/schema");

        assertThat(asked.toString())
                .isEqualTo("{\"anyOf\":[{\"$ref\":\"#/components/schemas/SuggestResponse\"},"
                        + "{\"$ref\":\"#/components/schemas/SuggestBatchResponse\"}]}");
    }

    @Test
    void page_isHtmlWithoutScripts() throws Exception {
        var page = send("GET", "/docs", null);

        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).contains("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.body())
                .startsWith("<!doctype html>")
                .contains("/v1/tuner/studies/{name}/trials/suggest", "CreateStudyRequest")
                .doesNotContain("<script", " style=", "http://", "https://");
    }

    @Test
    void metrics_countRequestsByRouteAndStatus() throws Exception {
        send("GET", "/v1/tuner/studies/none", HttpRig.ADMIN);

        var metrics = send("GET", "/metrics", null);

        assertThat(metrics.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain; version=0.0.4"));
        assertThat(metrics.body())
                .contains("# TYPE asktell_history_bytes gauge")
                .containsPattern("asktell_history_loads_total \\d+")
                .contains("# TYPE asktell_http_requests_total counter")
                .containsPattern(
                        "asktell_http_requests_total\\{method=\"GET\",route=\"/v1/tuner/studies/\\{name}\",status=\"404\"} \\d+")
                .containsPattern(
                        "asktell_http_request_duration_seconds_bucket\\{method=\"GET\",route=\"[^\"]+\",le=\"\\+Inf\"} \\d+");
    }

    @Test
    void metrics_fromElsewhere_needACredential() throws Exception {
        var elsewhere = otherAddress();
        assumeTrue(elsewhere != null, "this machine has no address but loopback");
        try (var rig = HttpRig.startOn(elsewhere, TestPostgres.freshDatabase())) {
            assertThat(code(rig.send(rig.request("/metrics")))).isEqualTo("401 credential_missing");
            assertThat(rig.get("/metrics").statusCode()).isEqualTo(200);
        }
    }

    private static String otherAddress() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && address.getAddress().length == 4)
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse(null);
    }
}
