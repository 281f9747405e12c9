package io.asktell.server.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import io.asktell.server.TestPostgres;
import io.asktell.server.auth.Keys.Wish;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.store.Database;
import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.Schema;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The first start, the configured key, and tokens that lie. */
final class KeysIT {
    private static final String CONFIGURED = "a configured key, 24 or more signs";
    private static final Wish ANY_KEY = new Wish("a", List.of("worker"), null, null);

    private DatabaseAddress address;
    private Database database;
    private Keys keys;

    @BeforeEach
    void open() {
        address = TestPostgres.freshDatabase();
        database = Database.open(address, Schema.KEYS, 8);
        keys = server();
    }

    @AfterEach
    void close() {
        keys.close();
        database.close();
    }

    private Keys server() {
        return new Keys(database.jdbi(), Clock.systemUTC());
    }

    @Test
    void firstStart_makesOneAdminKey_andTheSecondNone() {
        var key = keys.ensureAdmin(null).orElseThrow();

        assertThat(keys.authenticate(key).orElseThrow().scopes()).containsExactly(Scope.ADMIN);
        assertThat(keys.ensureAdmin(null)).isEmpty();
        keys.revoke(keys.list(10, 0).keys().get(0).id());
        assertThat(keys.ensureAdmin(null))
                .as("it was made once, and was revoked")
                .isEmpty();
    }

    @Test
    void firstStart_ofManyServersAtOnce_makesOneKey() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        var starts = new ArrayList<Callable<Optional<String>>>();
        for (var i = 0; i < 8; i++) {
            var server = server();
            starts.add(() -> server.ensureAdmin(null));
        }

        var made = new ArrayList<String>();
        for (var start : pool.invokeAll(starts)) {
            start.get().ifPresent(made::add);
        }
        pool.shutdown();

        assertThat(made).hasSize(1);
        assertThat(keys.list(10, 0).total()).isEqualTo(1);
        assertThat(keys.authenticate(made.get(0))).isPresent();
    }

    @Test
    void configuredKey_isTaken_andReplacedWhenItChanges() {
        assertThat(keys.ensureAdmin(CONFIGURED)).isEmpty();
        var first = keys.authenticate(CONFIGURED).orElseThrow();
        assertThat(first.may(Scope.TOOL_EVAL_WRITE)).isTrue();

        keys.ensureAdmin(CONFIGURED);
        assertThat(keys.authenticate(CONFIGURED).orElseThrow().id()).isEqualTo(first.id());

        keys.ensureAdmin("another configured key of 24");
        assertThat(keys.authenticate(CONFIGURED)).isEmpty();
        assertThat(keys.authenticate("another configured key of 24")).isPresent();
        assertThat(keys.list(10, 0).total()).isEqualTo(1);
    }

    @Test
    void configuredKey_inTheFormOfAKey_isTakenToo() {
        var form = ApiKey.random().text();

        keys.ensureAdmin(form);

        assertThat(keys.authenticate(form)).isPresent();
    }

    @Test
    void configuredKey_onManyServersAtOnce_isOneKey() throws Exception {
        var pool = Executors.newFixedThreadPool(8);
        var starts = new ArrayList<Callable<Optional<String>>>();
        for (var i = 0; i < 8; i++) {
            var server = server();
            starts.add(() -> server.ensureAdmin(CONFIGURED));
        }

        for (var start : pool.invokeAll(starts)) {
            assertThat(start.get()).isEmpty();
        }
        pool.shutdown();

        assertThat(keys.list(10, 0).total()).isEqualTo(1);
    }

    @Test
    void create_beyondTheCallersScopes_isRefused() {
        var caller = new Credential("x", "x", EnumSet.of(Scope.TUNER_WRITE), null, Credential.Kind.KEY, null);

        assertThatThrownBy(() -> keys.create(caller, ANY_KEY)).isInstanceOf(InvalidException.class);
        assertThat(keys.create(caller, new Wish("a", List.of("tuner:read"), null, null))
                        .key())
                .startsWith("atk_");
    }

    @Test
    void serverSecret_isMadeOnce_orConfigured() {
        var first = ServerSecret.load(database.jdbi(), List.of());
        var second = ServerSecret.load(database.jdbi(), List.of());
        var configured = ServerSecret.load(database.jdbi(), List.of("configured"));

        assertThat(second.derive("x")).isEqualTo(first.derive("x")).isNotEqualTo(configured.derive("x"));
    }

    @Test
    void token_signedByOthers_orIncomplete_isNobodys() {
        var secret = ServerSecret.of("a secret");
        var tokens = new Tokens(secret, keys, Clock.systemUTC());
        var caller =
                keys.authenticate(keys.create(Credential.open(), ANY_KEY).key()).orElseThrow();
        var honest = tokens.issue(caller, null).token();
        var ours = Algorithm.HMAC256(secret.derive("jwt"));
        var later = Instant.now().plusSeconds(60);
        var builder = JWT.create()
                .withKeyId(JWT.decode(honest).getKeyId())
                .withIssuer("asktell")
                .withAudience("asktell-api")
                .withSubject(caller.id())
                .withExpiresAt(later)
                .withClaim("auth_time", Instant.now())
                .withClaim("scopes", List.of("admin"));

        assertThat(tokens.authenticate(honest).orElseThrow().scopes()).containsExactly(Scope.WORKER);
        assertThat(tokens.authenticate(builder.sign(Algorithm.none()))).isEmpty();
        assertThat(tokens.authenticate(builder.sign(Algorithm.HMAC256("other"))))
                .isEmpty();
        assertThat(tokens.authenticate(builder.sign(Algorithm.HMAC512(secret.derive("jwt")))))
                .isEmpty();
        assertThat(tokens.authenticate(builder.sign(ours)).orElseThrow().scopes())
                .as("a token never holds more than its key")
                .isEmpty();
        assertThat(tokens.authenticate(JWT.create()
                        .withIssuer("asktell")
                        .withSubject(caller.id())
                        .sign(ours)))
                .as("a token that never ends")
                .isEmpty();
        assertThat(tokens.authenticate(honest.substring(0, honest.length() - 3)))
                .isEmpty();
        assertThat(tokens.authenticate("a.b.c")).isEmpty();
    }

    @Test
    void token_forOthers_orForLater_isNobodys() {
        var secret = ServerSecret.of("a secret");
        var tokens = new Tokens(secret, keys, Clock.systemUTC());
        var caller =
                keys.authenticate(keys.create(Credential.open(), ANY_KEY).key()).orElseThrow();
        var id = JWT.decode(tokens.issue(caller, null).token()).getKeyId();
        var ours = Algorithm.HMAC256(secret.derive("jwt"));

        assertThat(tokens.authenticate(like(caller, id).sign(ours))).isPresent();
        assertThat(tokens.authenticate(like(caller, id).withIssuer("other").sign(ours)))
                .isEmpty();
        assertThat(tokens.authenticate(like(caller, id).withAudience("other").sign(ours)))
                .isEmpty();
        assertThat(tokens.authenticate(like(caller, id)
                        .withNotBefore(Instant.now().plusSeconds(60))
                        .sign(ours)))
                .isEmpty();
        assertThat(tokens.authenticate(like(caller, id)
                        .withExpiresAt(Instant.now().minusSeconds(1))
                        .sign(ours)))
                .isEmpty();
        assertThat(tokens.authenticate(like(caller, "0123456789abcdef").sign(ours)))
                .as("the name of no key of ours")
                .isEmpty();
        assertThat(tokens.authenticate(JWT.create()
                        .withSubject(caller.id())
                        .withExpiresAt(Instant.now().plusSeconds(60))
                        .sign(ours)))
                .as("without the name of a key")
                .isEmpty();
    }

    /** What a token is made of, to be changed in one place. */
    private static JWTCreator.Builder like(Credential caller, String signer) {
        return JWT.create()
                .withKeyId(signer)
                .withIssuer("asktell")
                .withAudience("asktell-api")
                .withSubject(caller.id())
                .withExpiresAt(Instant.now().plusSeconds(60))
                .withClaim("auth_time", Instant.now())
                .withClaim("scopes", List.of("worker"));
    }

    @Test
    void token_ofAnEarlierSecret_holdsUntilThatIsForgotten() {
        var caller =
                keys.authenticate(keys.create(Credential.open(), ANY_KEY).key()).orElseThrow();
        var before = new Tokens(ServerSecret.of("old"), keys, Clock.systemUTC());
        var between = new Tokens(ServerSecret.of("new", "old"), keys, Clock.systemUTC());
        var after = new Tokens(ServerSecret.of("new"), keys, Clock.systemUTC());

        var early = before.issue(caller, null).token();
        var late = between.issue(caller, null).token();

        assertThat(between.authenticate(early)).isPresent();
        assertThat(between.authenticate(late)).isPresent();
        assertThat(after.authenticate(early)).isEmpty();
        assertThat(after.authenticate(late)).isPresent();
        assertThat(before.authenticate(late))
                .as("replicas must know the new one first")
                .isEmpty();
    }

    @Test
    void serverSecret_inTheDatabase_opensButDoesNotSign_onceAnotherIsConfigured() {
        var caller =
                keys.authenticate(keys.create(Credential.open(), ANY_KEY).key()).orElseThrow();
        var made = ServerSecret.load(database.jdbi(), List.of());
        var token =
                new Tokens(made, keys, Clock.systemUTC()).issue(caller, null).token();
        var sealed = new SecretBox(made).seal(new byte[] {1}, "x");

        var configured = ServerSecret.load(database.jdbi(), List.of("configured"));

        assertThat(new SecretBox(configured).open(sealed, "x")).containsExactly(1);
        assertThat(new Tokens(configured, keys, Clock.systemUTC()).authenticate(token))
                .isEmpty();
    }
}
