package io.asktell.server.http;

import static io.asktell.server.http.HttpRig.ADMIN;
import static io.asktell.server.http.HttpRig.code;
import static io.asktell.server.http.HttpRig.json;
import static io.asktell.server.http.HttpRig.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.server.TestPostgres;
import io.asktell.server.store.DatabaseAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and tokens over HTTP. */
final class KeyHandlersIT {
    private static DatabaseAddress database;
    private static HttpRig rig;

    @BeforeAll
    static void start() {
        database = TestPostgres.freshDatabase();
        rig = HttpRig.start(database);
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @Test
    void create_answersTheKeyOnce_andKeepsItsHashOnly() {
        var response = rig.post("/v1/keys", "{\"name\":\"ci\",\"scopes\":[\"worker\",\"tuner:read\"]}");

        var created = json(response);
        var id = created.get("id").textValue();
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(created.get("key").textValue()).matches("atk_" + id + "_[0-9A-Za-z]{43}");
        assertThat(created.fieldNames()).toIterable().containsExactly("id", "name", "scopes", "key", "created_at");
        assertThat(created.get("scopes").toString()).isEqualTo("[\"tuner:read\",\"worker\"]");
        assertThat(rig.get("/v1/keys").body())
                .contains(id)
                .doesNotContain(created.get("key").textValue());
        assertThat(TestPostgres.query(database, "SELECT string_agg(k::text, ' ') FROM api_key k"))
                .doesNotContain(created.get("key").textValue(), ADMIN);
    }

    @Test
    void list_isPaged_withTotal() {
        rig.key("worker");
        rig.key("worker");
        var all = rig.get("/v1/keys?limit=1000");

        var response = rig.get("/v1/keys?limit=1&offset=1");

        var item = json(response).get(0);
        assertThat(json(response)).hasSize(1);
        assertThat(item).isEqualTo(json(all).get(1));
        assertThat(response.headers().firstValue("X-Total-Count"))
                .hasValue(Integer.toString(json(all).size()));
        assertThat(item.fieldNames())
                .toIterable()
                .containsExactly("id", "name", "scopes", "created_at", "expires_at", "last_used_at", "rate_limit_rpm");
        assertThat(code(rig.get("/v1/keys?limit=0"))).isEqualTo("422 invalid");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                                     | name,scopes",
                "{'name':'','scopes':[]}                                                | name,scopes",
                "{'name':null,'scopes':null}                                            | name,scopes",
                "{'name':' ','scopes':['worker']}                                       | name",
                "{'name':'a','scopes':['worker','root']}                                | scopes[1]",
                "{'name':'a','scopes':[null]}                                           | scopes[0]",
                "{'name':'a','scopes':['worker'],'expires_at':'2020-01-01T00:00:00Z'}   | expires_at",
                "{'name':'a','scopes':['worker'],'expires_at':'tomorrow'}               | expires_at",
                "{'name':'a','scopes':['worker'],'expires_at':1}                        | expires_at",
                "{'name':'a','scopes':['worker'],'rate_limit_rpm':0}                    | rate_limit_rpm",
                "{'name':'a','scopes':['worker'],'rate_limit_rpm':1000001}              | rate_limit_rpm",
                "{'name':'a','scopes':['worker'],'rate_limit_rpm':'5'}                  | rate_limit_rpm",
                "{'name':'a','scopes':'worker'}                                         | scopes",
                "{'name':5,'scopes':['worker']}                                         | name",
                "{'name':'a','scopes':['worker'],'color':'red'}                         | color",
            })
    void create_ofNonsense_namesEveryField(String body, String fields) {
        var response = rig.post("/v1/keys", body.replace('\'', '"'));

        assertThat(code(response)).isEqualTo("422 invalid");
        assertThat(json(response).get("errors").findValuesAsText("field")).containsExactly(fields.split(","));
    }

    @Test
    void create_ofLongestName_isFine_oneMoreIsNot() {
        assertThat(create("\uD83D\uDE00".repeat(100)).statusCode()).isEqualTo(201);
        assertThat(create("a".repeat(101)).statusCode()).isEqualTo(422);
    }

    @Test
    void create_byOthers_isForbidden() {
        assertThat(code(rig.send(posting(rig.as(rig.key("tuner:write"), "/v1/keys"), "{}"))))
                .isEqualTo("403 scope_missing");
    }

    @Test
    void revoke_holdsAtOnce_andOnceOnly() {
        var key = rig.key("admin");
        var token = token(key);
        var id = key.split("_")[1];
        assertThat(rig.send(rig.as(key, "/v1/keys")).statusCode()).isEqualTo(200);

        var revoked = rig.send(rig.asAdmin("/v1/keys/" + id).DELETE());

        assertThat(revoked.statusCode()).isEqualTo(204);
        assertThat(revoked.body()).isEmpty();
        assertThat(code(rig.send(rig.as(key, "/v1/keys")))).isEqualTo("401 credential_invalid");
        assertThat(code(rig.send(rig.as(token, "/v1/keys")))).isEqualTo("401 credential_invalid");
        assertThat(code(rig.send(rig.asAdmin("/v1/keys/" + id).DELETE()))).isEqualTo("404 key_not_found");
        assertThat(rig.get("/v1/keys").body()).doesNotContain(id);
    }

    /** Whatever is asked a second after the answer to the revocation is refused; nothing but the clock tells the replica to look. */
    @Test
    void revoke_onAReplica_holdsWithinASecond_ofTokensToo() throws Exception {
        var key = rig.key("admin");
        var token = token(key);
        try (var replica = HttpRig.start(database)) {
            replica.clock.advance(Duration.between(replica.clock.instant(), rig.clock.instant()));
            assertThat(replica.send(replica.as(key, "/v1/keys")).statusCode()).isEqualTo(200);
            assertThat(replica.send(replica.as(token, "/v1/keys")).statusCode()).isEqualTo(200);

            rig.send(rig.asAdmin("/v1/keys/" + key.split("_")[1]).DELETE());
            var revoked = System.nanoTime();

            for (var shown : List.of(key, token)) {
                await(() -> {
                    var asked = System.nanoTime();
                    var status = replica.send(replica.as(shown, "/v1/keys")).statusCode();
                    assertThat(status == 401 || asked - revoked < TimeUnit.SECONDS.toNanos(1))
                            .as("let in %d ms after the revocation", (asked - revoked) / 1_000_000)
                            .isTrue();
                    return status == 401;
                });
            }
        }
    }

    @Test
    void key_expired_isUnauthorized_andSoAreItsTokens() {
        var expiry = rig.clock.instant().plusSeconds(60);
        var key = json(rig.post(
                        "/v1/keys", "{\"name\":\"a\",\"scopes\":[\"admin\"],\"expires_at\":\"" + expiry + "\"}"))
                .get("key")
                .textValue();
        var token = json(rig.send(posting(rig.as(key, "/v1/auth/token"), "")));
        assertThat(Instant.parse(token.get("expires_at").textValue())).isBeforeOrEqualTo(expiry);

        rig.clock.advance(Duration.ofSeconds(61));

        assertThat(code(rig.send(rig.as(key, "/v1/keys")))).isEqualTo("401 credential_invalid");
        assertThat(code(rig.send(rig.as(token.get("token").textValue(), "/v1/keys"))))
                .isEqualTo("401 credential_invalid");
    }

    @Test
    void lastUse_isWritten_atTheLatestOnClose() {
        var key = rig.key("admin");
        try (var replica = HttpRig.start(database)) {
            replica.send(replica.as(key, "/v1/keys"));
        }

        assertThat(TestPostgres.query(
                        database,
                        "SELECT last_used_at IS NOT NULL FROM api_key WHERE id = '" + key.split("_")[1] + "'"))
                .isEqualTo("t");
    }

    @Test
    void token_holdsWhatItsKeyHolds_orLess() {
        var key = rig.key("tuner:write", "worker");

        var fewer = rig.send(posting(rig.as(key, "/v1/auth/token"), "{\"scopes\":[\"tuner:read\"]}"));
        var more = rig.send(posting(rig.as(key, "/v1/auth/token"), "{\"scopes\":[\"admin\"]}"));
        var nonsense = rig.send(posting(rig.as(key, "/v1/auth/token"), "{\"scopes\":[\"root\"]}"));
        var unknown = rig.send(posting(rig.as(key, "/v1/auth/token"), "{\"scope\":[]}"));

        assertThat(fewer.statusCode()).isEqualTo(200);
        assertThat(json(fewer).fieldNames()).toIterable().containsExactly("token", "expires_at");
        assertThat(code(more)).isEqualTo("403 scope_missing");
        assertThat(code(nonsense)).isEqualTo("422 invalid");
        assertThat(code(unknown)).isEqualTo("422 invalid");
        assertThat(code(rig.send(rig.as(token(key), "/v1/keys")))).isEqualTo("403 scope_missing");
    }

    @Test
    void token_livesAQuarterOfAnHour() {
        var token = token(ADMIN);
        assertThat(rig.send(rig.as(token, "/v1/keys")).statusCode()).isEqualTo(200);

        rig.clock.advance(Duration.ofMinutes(15).plusSeconds(1));

        assertThat(code(rig.send(rig.as(token, "/v1/keys")))).isEqualTo("401 credential_invalid");
        assertThat(code(rig.send(posting(rig.as(token, "/v1/auth/refresh"), ""))))
                .isEqualTo("401 credential_invalid");
    }

    @Test
    void refresh_worksForADay() {
        var token = token(ADMIN);
        for (var i = 0; i < 102; i++) {
            rig.clock.advance(Duration.ofMinutes(14));
            token = json(rig.send(posting(rig.as(token, "/v1/auth/refresh"), "")))
                    .get("token")
                    .textValue();
        }

        rig.clock.advance(Duration.ofMinutes(13));

        assertThat(code(rig.send(posting(rig.as(token, "/v1/auth/refresh"), ""))))
                .startsWith("401 ");
    }

    @Test
    void tokenAndRefresh_askForTheRightCredential() {
        assertThat(code(rig.send(posting(rig.as(token(ADMIN), "/v1/auth/token"), ""))))
                .isEqualTo("403 key_required");
        assertThat(code(rig.post("/v1/auth/refresh", ""))).isEqualTo("403 token_required");
        assertThat(code(rig.post("/v1/auth/refresh", "{\"a\":1}"))).isEqualTo("422 invalid");
    }

    @Test
    void token_holdsOnAReplica() {
        try (var replica = HttpRig.start(database)) {
            replica.clock.advance(Duration.between(Instant.now(), rig.clock.instant()));

            assertThat(replica.send(replica.as(token(ADMIN), "/v1/keys")).statusCode())
                    .isEqualTo(200);
        }
    }

    private HttpResponse<String> create(String name) {
        return rig.post("/v1/keys", "{\"name\":\"" + name + "\",\"scopes\":[\"worker\"]}");
    }

    private String token(String key) {
        return json(rig.send(posting(rig.as(key, "/v1/auth/token"), "")))
                .get("token")
                .textValue();
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("time is up").isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }
}
