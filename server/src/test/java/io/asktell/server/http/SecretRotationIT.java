package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.ServerRig.ok;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The procedure of docs/operations.md by which the server's secret is changed. */
final class SecretRotationIT {
    private static final String OLD = "the-old-secret-of-this-server";
    private static final String NEW = "the-new-secret-of-this-server";

    private static String token(ServerRig server) {
        return ok(200, server.post("/v1/auth/token")).get("token").textValue();
    }

    private static int asked(ServerRig server, String token) {
        return server.send(server.as(token, "/v1/keys")).statusCode();
    }

    @Test
    void secret_isChanged_withoutLosingTokensAndKeys() {
        try (var target = new ScriptedTarget(call -> ScriptedTarget.Reply.TEXT);
                var before = ServerRig.start("ASKTELL_SECRET_KEY", OLD)) {
            new TuneRig(before).model("m", target.baseUri());
            ok(
                    200,
                    before.call(
                            "PUT",
                            TuneRig.PROVIDERS + "/of-m",
                            "{'protocol':'openai','base_url':'" + target.baseUri() + "','api_key':'sk-kept'}"));
            var early = token(before);

            // servers that know both, while the first still runs with the old one
            try (var knowing = before.again("ASKTELL_SECRET_KEY", OLD + " " + NEW);
                    var changed = before.again("ASKTELL_SECRET_KEY", NEW + " " + OLD)) {
                assertThat(asked(changed, early)).isEqualTo(200);
                assertThat(asked(knowing, token(changed))).isEqualTo(200);
                assertThat(code(before.send(before.as(token(changed), "/v1/keys"))))
                        .isEqualTo("401 credential_invalid");
            }
            try (var after = before.again("ASKTELL_SECRET_KEY", NEW)) {
                assertThat(asked(after, early)).isEqualTo(401);
                assertThat(asked(after, token(after))).isEqualTo(200);
                ok(200, after.post("/api/v1/tasks", "{'content':'Hello?'}"));
                assertThat(target.calls().get(0).authorization()).isEqualTo("Bearer sk-kept");
            }
        }
    }

    @Test
    void key_thatNoSecretOpens_doesNotKeepTheServerFromStarting() {
        try (var before = ServerRig.start("ASKTELL_SECRET_KEY", OLD)) {
            ok(
                    200,
                    before.call(
                            "PUT",
                            TuneRig.PROVIDERS + "/p",
                            "{'protocol':'openai','base_url':'https://example.org','api_key':'sk-lost'}"));

            try (var after = before.again("ASKTELL_SECRET_KEY", NEW)) {
                assertThat(after.get(TuneRig.PROVIDERS + "/p").statusCode()).isEqualTo(200);
            }
        }
    }
}
