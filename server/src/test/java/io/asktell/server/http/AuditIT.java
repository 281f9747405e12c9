package io.asktell.server.http;

import static io.asktell.server.http.ServerRig.header;
import static io.asktell.server.http.ServerRig.ok;
import static io.asktell.server.http.TuneRig.MODELS;
import static io.asktell.server.http.TuneRig.PROVIDERS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is written down about whom, and who reads it. */
final class AuditIT {
    private static final String AUDIT = "/v1/audit";
    private static ServerRig server;

    @BeforeAll
    static void start() {
        server = ServerRig.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode latest(String action) {
        return ok(200, server.get(AUDIT + "?limit=1&action=" + action)).path(0);
    }

    private static String told(JsonNode entry) {
        return String.join(
                " ",
                entry.path("action").asText(),
                entry.path("subject").asText(),
                entry.path("status").asText());
    }

    @Test
    void deletions_areWrittenDown() {
        server.study("doomed / study", "");
        new TuneRig(server).model("doomed", URI.create("http://127.0.0.1:9/v1"));
        var suite = new TuneRig(server).suite(TuneRig.SMALL_SUITE);

        server.delete(ServerRig.STUDIES + "/doomed%20%2F%20study");
        server.delete(MODELS + "/doomed");
        server.delete(PROVIDERS + "/of-doomed");
        server.delete(TuneRig.SUITES + "/" + suite);
        server.delete(TuneRig.TUNES + "/no-such-tune");

        assertThat(told(latest("study_deleted"))).isEqualTo("study_deleted doomed / study 204");
        assertThat(told(latest("model_deleted"))).isEqualTo("model_deleted doomed 204");
        assertThat(told(latest("provider_saved"))).isEqualTo("provider_saved of-doomed 200");
        assertThat(told(latest("provider_deleted"))).isEqualTo("provider_deleted of-doomed 204");
        assertThat(told(latest("suite_deleted"))).isEqualTo("suite_deleted " + suite + " 204");
        assertThat(told(latest("tune_deleted"))).isEqualTo("tune_deleted no-such-tune 404");
    }

    @Test
    void keys_areWrittenDown_withWhoDidIt_fromWhere() {
        var made = server.send(server.request("/v1/keys")
                .header("X-Request-Id", "making-a-key")
                .header("X-Forwarded-For", "203.0.113.9")
                .POST(BodyPublishers.ofString("{\"name\":\"second\",\"scopes\":[\"admin\"]}")));
        var id = ok(201, made).get("id").asText();
        var key = HttpRig.json(made).get("key").asText();
        var created = latest("key_created");

        server.send(server.as(key, "/v1/keys/" + id).DELETE());
        var revoked = latest("key_revoked");

        assertThat(told(created)).isEqualTo("key_created " + id + " 201");
        assertThat(created.get("request_id").asText()).isEqualTo("making-a-key");
        assertThat(created.get("address").asText())
                .as("nobody trusts the header")
                .isEqualTo("127.0.0.1");
        assertThat(created.get("key_name").asText()).isEqualTo("ASKTELL_ADMIN_KEY");
        assertThat(told(revoked)).isEqualTo("key_revoked " + id + " 204");
        assertThat(revoked.get("key_id").asText()).isEqualTo(id);
        assertThat(server.get(AUDIT).body()).doesNotContain(key);
    }

    @Test
    void repeatedRequest_isOneDeed() {
        for (int i = 0; i < 2; i++) {
            ok(
                    201,
                    server.send(server.request("/v1/keys")
                            .header("Idempotency-Key", "once")
                            .POST(BodyPublishers.ofString("{\"name\":\"once\",\"scopes\":[\"worker\"]}"))));
        }

        assertThat(server.query("SELECT count(*) FROM audit WHERE action = 'key_created' AND subject = '"
                        + latest("key_created").get("subject").asText() + "'"))
                .isEqualTo("1");
    }

    @Test
    void refusals_areWrittenDown_andOthersDoNotRead() {
        var worker = server.key("worker");

        server.send(server.as(worker, "/v1/keys/of-another").DELETE());

        var refused = latest("key_revoked");
        assertThat(told(refused)).isEqualTo("key_revoked of-another 403");
        assertThat(refused.get("key_id").asText()).isEqualTo(worker.split("_")[1]);
        assertThat(server.send(server.as(worker, AUDIT)).statusCode()).isEqualTo(403);
    }

    @Test
    void list_isPaged_newestFirst() {
        for (int i = 0; i < 3; i++) {
            server.delete(ServerRig.STUDIES + "/paged-" + i);
        }

        var page = server.get(AUDIT + "?action=study_deleted&limit=2");
        var next = server.get(AUDIT + "?action=study_deleted&limit=1&offset=2");

        List<String> subjects = new ArrayList<>();
        ok(200, page).forEach(entry -> subjects.add(entry.get("subject").asText()));
        assertThat(subjects).containsExactly("paged-2", "paged-1");
        assertThat(ok(200, next).get(0).get("subject").asText()).isEqualTo("paged-0");
        assertThat(Integer.parseInt(header(page, "X-Total-Count"))).isGreaterThanOrEqualTo(3);
    }
}
