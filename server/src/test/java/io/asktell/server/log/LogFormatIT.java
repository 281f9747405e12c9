package io.asktell.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.asktell.api.Json;
import io.asktell.server.ChildJvm;
import io.asktell.server.TestPostgres;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the log looks like, and that lines of a request bear its id. */
@Timeout(120)
final class LogFormatIT {
    private static final Pattern PORT = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)");

    @Test
    void json_isOneObjectALine_withTheRequestsId() throws Exception {
        List<JsonNode> lines = new ArrayList<>();
        for (var line : logOfAFailure("json").lines().toList()) {
            lines.add(Json.mapper().readTree(line));
        }

        for (var line : lines) {
            assertThat(Instant.parse(line.get("time").textValue())).isAfter(Instant.parse("2020-01-01T00:00:00Z"));
            assertThat(line.get("level").textValue()).matches("INFO|WARN|ERROR");
            assertThat(line.get("logger").textValue()).contains(".");
            assertThat(line.get("message").isTextual()).isTrue();
        }
        assertThat(lines)
                .anySatisfy(line -> assertThat(line.path("request_id").asText()).isEqualTo("lost-1"));
        assertThat(lines)
                .filteredOn(line -> line.get("message").textValue().startsWith("listening on"))
                .hasSize(1)
                .allSatisfy(line -> assertThat(line.has("request_id")).isFalse());
    }

    @Test
    void text_isTheDefault_withTheRequestsIdAtTheEnd() throws Exception {
        var log = logOfAFailure(null);

        assertThat(log.lines()).anySatisfy(line -> assertThat(line).endsWith(" [request lost-1]"));
        assertThat(log.lines().filter(line -> line.contains("listening on")).findFirst())
                .hasValueSatisfying(line -> assertThat(line).doesNotContain("[request"));
    }

    /** All that a server logs whose database goes away before a request. */
    private static String logOfAFailure(String format) throws Exception {
        var database = TestPostgres.freshDatabase();
        var environment = new HashMap<>(TestPostgres.environment(database));
        // not the tests' own, which comes first
        environment.put("JAVA_TOOL_OPTIONS", "-Dlogback.configurationFile=logback.xml");
        environment.put("PORT", "0");
        environment.put("AUTH_ENABLED", "false");
        environment.put("ASKTELL_EMBEDDED_WORKERS", "0");
        if (format != null) {
            environment.put("ASKTELL_LOG_FORMAT", format);
        }
        try (var server = ChildJvm.run(environment, "io.asktell.server.Main", "serve")) {
            var log = server.awaitLine("listening on");
            var port = PORT.matcher(log);
            assertThat(port.find()).isTrue();
            var address = TestPostgres.sibling(database, "template1");
            TestPostgres.execute(
                    address,
                    "DROP DATABASE " + database.jdbcUrl().replaceFirst(".*//[^/]*/([^?]*).*", "$1") + " WITH (FORCE)");
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port.group(1) + "/v1/tuner/studies"))
                    .header("X-Request-Id", "lost-1");
            var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isGreaterThanOrEqualTo(500);
            server.terminate();
            return (log + server.rest()).replaceFirst("Picked up JAVA_TOOL_OPTIONS.*\n", "");
        }
    }
}
