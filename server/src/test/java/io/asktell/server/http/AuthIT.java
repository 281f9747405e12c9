package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.ADMIN;
import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.HttpRig.posting;
import static io.asktell.server.http.HttpRig.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import io.asktell.server.auth.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and how the others are told. */
final class AuthIT {
    private static HttpRig rig;

    @BeforeAll
    static void start() {
        rig = HttpRig.start(
                TestPostgres.freshDatabase(),
                probe("/public", Scopes.PUBLIC),
                probe("/tuner-read", Scopes.TUNER_READ),
                probe("/tuner-write", Scopes.TUNER_WRITE),
                probe("/tuner-write-or-worker", Scopes.TUNER_WRITE_OR_WORKER),
                probe("/tool-eval-read", Scopes.TOOL_EVAL_READ),
                probe("/tool-eval-write", Scopes.TOOL_EVAL_WRITE),
                probe("/worker", Scopes.WORKER),
                probe("/admin", Scopes.ADMIN),
                probe("/any", Scopes.ANY),
                probe("/stream", Scopes.TUNER_READ).withTokenInQuery(),
                Route.post("/body", Scopes.TUNER_WRITE, ctx -> ctx.json(RequestReader.body(ctx, Map.class))));
    }

    private static Route probe(String path, Set<Scope> anyOf) {
        return Route.get(path, anyOf, ctx -> ctx.json(Access.credential(ctx).name()));
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @BeforeEach
    void letFailuresBeForgotten() {
        rig.clock.advance(Duration.ofMinutes(2));
    }

    @Test
    void credential_inEitherHeader_isTaken() {
        assertThat(rig.get("/admin").body()).isEqualTo("ASKTELL_ADMIN_KEY");
        assertThat(rig.send(rig.request("/admin").header("X-API-Key", ADMIN)).statusCode())
                .isEqualTo(200);
        assertThat(rig.send(rig.request("/admin").header("Authorization", "bearer  " + ADMIN))
                        .statusCode())
                .isEqualTo(200);
        assertThat(rig.send(rig.request("/public")).body()).isEqualTo("nobody");
    }

    @Test
    void credential_missing_isUnauthorized() {
        var response = rig.send(rig.request("/admin"));

        assertThat(problem(response))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Unauthorized\",\"status\":401,\"detail\":\"This needs a"
                                + " credential: send Authorization: Bearer <API key or token>.\",\"code\":\"credential_missing\"}");
        assertThat(response.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"asktell\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Basic YTpi",
                "Token x",
                "administrators-key-of-the-tests",
                "Bearer, x",
                "Bearer\tx",
                "Bearerx"
            })
    void authorization_malformed_isUnauthorized(String header) {
        var response = rig.send(rig.request("/admin").header("Authorization", header));

        assertThat(code(response)).isEqualTo("401 credential_malformed");
        assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
    }

    @Test
    void authorization_twice_isUnauthorized() {
        assertThat(code(rig.send(rig.asAdmin("/admin").header("Authorization", "Bearer x"))))
                .isEqualTo("401 credential_malformed");
        assertThat(code(rig.send(rig.asAdmin("/admin").header("X-API-Key", ADMIN))))
                .isEqualTo("401 credential_malformed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wrong",
                "a b",
                "atk_nobody_00000000000000000000000000000000",
                "atk__",
                "a.b.c",
                "eyJhbGciOiJub25lIn0.e30.x"
            })
    void credential_unknown_isUnauthorized(String text) {
        assertThat(code(rig.send(rig.as(text, "/any")))).isEqualTo("401 credential_invalid");
    }

    @Test
    void key_withWrongSecret_isUnauthorized() {
        var key = rig.key("admin");
        var wrong = key.substring(0, key.length() - 1) + (key.endsWith("0") ? "1" : "0");

        assertThat(rig.send(rig.as(key, "/any")).statusCode()).isEqualTo(200);
        assertThat(code(rig.send(rig.as(wrong, "/any")))).isEqualTo("401 credential_invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "tuner:read,      1 0 0 0 0 0 0 1",
        "tuner:write,     1 1 1 0 0 0 0 1",
        "tool-eval:read,  0 0 0 1 0 0 0 1",
        "tool-eval:write, 0 0 0 1 1 0 0 1",
        "worker,          0 0 1 0 0 1 0 1",
        "admin,           1 1 1 1 1 1 1 1",
    })
    void scopes_openWhatTheyCover(String scope, String expected) {
        var key = rig.key(scope);
        var paths = new String[] {
            "/tuner-read",
            "/tuner-write",
            "/tuner-write-or-worker",
            "/tool-eval-read",
            "/tool-eval-write",
            "/worker",
            "/admin",
            "/any"
        };

        var found = new StringBuilder();
        for (var path : paths) {
            var response = rig.send(rig.as(key, path));
            if (response.statusCode() == 403) {
                assertThat(code(response)).isEqualTo("403 scope_missing");
            }
            found.append(response.statusCode() == 200 ? " 1" : " 0");
        }

        assertThat(found.substring(1)).isEqualTo(expected);
    }

    @Test
    void scopeMissing_isNamed() {
        assertThat(problem(rig.send(rig.as(rig.key("tuner:read"), "/tuner-write-or-worker"))))
                .isEqualTo(
                        "{\"type\":\"about:blank\",\"title\":\"Forbidden\",\"status\":403,\"detail\":\"This takes the scope"
                                + " tuner:write or worker, which the key \\\"for a test\\\" lacks.\",\"code\":\"scope_missing\"}");
    }

    @Test
    void scope_isCheckedBeforeTheBody() {
        var response = rig.send(posting(rig.as(rig.key("worker"), "/body"), "{not json"));

        assertThat(code(response)).isEqualTo("403 scope_missing");
    }

    @Test
    void head_needsWhatGetNeeds() {
        assertThat(rig.send(rig.request("/admin").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(401);
        assertThat(rig.send(rig.asAdmin("/admin").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
        assertThat(rig.send(rig.request("/public").method("HEAD", BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void configuredKey_withSpaces_isTaken() {
        try (var server = HttpRig.startWith("a key with spaces in the midst", TestPostgres.freshDatabase())) {
            assertThat(server.send(server.as("a key with spaces in the midst", "/v1/keys"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void tokenInQuery_isTakenOnStreamsOnly() {
        var token = token(rig.as(rig.key("tuner:read"), "/v1/auth/token"));

        assertThat(rig.send(rig.request("/stream?token=" + token)).statusCode()).isEqualTo(200);
        assertThat(code(rig.send(rig.request("/stream?token=x")))).isEqualTo("401 credential_invalid");
        assertThat(code(rig.send(rig.request("/tuner-read?token=" + token)))).isEqualTo("401 credential_missing");
    }

    @Test
    void failures_manyFromOneAddress_areThrottled_butGoodCredentialsAreNot() {
        for (var i = 0; i < 30; i++) {
            assertThat(rig.send(rig.as("wrong" + i, "/any")).statusCode()).isIn(401, 429);
        }
        var throttled = rig.send(rig.as("wrong", "/any"));
        for (var i = 0; i < 5 && throttled.statusCode() == 401; i++) { // a permit may have come back meanwhile
            throttled = rig.send(rig.as("wrong", "/any"));
        }

        assertThat(code(throttled)).isEqualTo("429 too_many_failures");
        assertThat(throttled.headers().firstValue("Retry-After")).isPresent();
        assertThat(rig.get("/any").statusCode()).isEqualTo(200);
    }

    @Test
    void rate_isLimitedByKey_andTold() {
        var key = json(rig.post("/v1/keys", "{\"name\":\"slow\",\"scopes\":[\"admin\"],\"rate_limit_rpm\":2}"))
                .get("key")
                .textValue();

        var first = rig.send(rig.as(key, "/any"));
        rig.send(rig.as(token(rig.as(key, "/v1/auth/token")), "/any"));
        var third = rig.send(rig.as(key, "/any"));

        assertThat(first.headers().firstValue("RateLimit-Limit")).hasValue("2");
        assertThat(first.headers().firstValue("RateLimit-Remaining")).hasValue("1");
        assertThat(first.headers().firstValue("RateLimit-Reset")).hasValue("30");
        assertThat(code(third)).isEqualTo("429 rate_limited");
        assertThat(third.headers().firstValue("Retry-After"))
                .hasValueSatisfying(s -> assertThat(Integer.parseInt(s)).isBetween(1, 30));
        assertThat(rig.get("/any").headers().firstValue("RateLimit-Limit")).isEmpty();
    }

    @Test
    void switchedOff_letsEverybodyDoEverything() {
        try (var open = HttpRig.startOpen(TestPostgres.freshDatabase(), probe("/admin", Scopes.ADMIN))) {
            assertThat(open.send(open.request("/admin")).body()).isEqualTo("anyone");
            assertThat(open.send(open.as("nonsense", "/admin")).statusCode()).isEqualTo(200);
            assertThat(open.send(posting(open.request("/v1/auth/token"), "")).statusCode())
                    .isEqualTo(200);
        }
    }

    private String token(HttpRequest.Builder request) {
        return json(rig.send(posting(request, ""))).get("token").textValue();
    }
}
