package io.asktell.server.auth;

import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.InvalidException.FieldError;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.KeyRow;
import io.asktell.server.store.KeyStore;
import io.asktell.server.store.KeyStore.NewKey;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * API keys: makes, lists and revokes them, and recognises who shows one. What is known of a key is remembered for half a second, so a
 * revocation holds at once on this server and within a second on others. Close it to write the last times of use.
 */
public final class Keys implements AutoCloseable {
    private static final int MAX_NAME = 100;
    private static final int MAX_RATE = 1_000_000;

    private final Jdbi auth;
    private final Clock clock;
    private final KeyCache cache;
    private final LastUses lastUses;
    private volatile @Nullable Own own;

    /** A key as it is made: the row, and the text that is shown this once. */
    public record Created(KeyRow row, String key) {
        /** Hides the key. */
        @Override
        public String toString() {
            return "Created[" + row.id() + "]";
        }
    }

    /** Some of the keys, and how many there are. */
    public record Page(List<KeyRow> keys, long total) {}

    /** What a new key shall be; words as they came, checked by {@link #create}. */
    public record Wish(
            @Nullable String name,
            @Nullable List<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable Integer rateLimitRpm) {}

    public Keys(Jdbi auth, Clock clock) {
        this.auth = auth;
        this.clock = clock;
        this.cache = new KeyCache(auth);
        this.lastUses = new LastUses(auth);
    }

    /**
     * Makes sure that an administrator can get in. With a configured key, that one holds and any configured before does not; without,
     * the very first start on this database makes a key.
     *
     * @return the key made, for printing once; empty when none was made
     */
    public Optional<String> ensureAdmin(@Nullable String configured) {
        if (configured != null) {
            auth.useTransaction(handle -> configure(handle.attach(KeyStore.class), Hashes.sha256(configured)));
            cache.clear();
            return Optional.empty();
        }
        var key = ApiKey.random();
        var row = newAdmin(key.id(), "first start", Hashes.sha256(key.text()), "first_start");
        return auth.withExtension(KeyStore.class, store -> store.insertIfNone(row)) == 1
                ? Optional.of(key.text())
                : Optional.empty();
    }

    private static void configure(KeyStore store, byte[] hash) {
        store.lockStart();
        var present = store.configured();
        if (present.isPresent() && MessageDigest.isEqual(present.get().secretHash(), hash)) {
            return;
        }
        present.ifPresent(row -> store.revoke(row.id()));
        store.insert(newAdmin(ApiKey.randomId(), "ASKTELL_ADMIN_KEY", hash, "configured"));
    }

    private static NewKey newAdmin(String id, String name, byte[] hash, String origin) {
        return new NewKey(id, name, new String[] {Scope.ADMIN.word()}, hash, origin, null, null);
    }

    /** Makes a key. A caller without admin may only give what they hold. */
    public Created create(Credential caller, Wish wish) {
        var errors = new ArrayList<FieldError>();
        var name = wish.name() == null ? "" : wish.name();
        if (name.isBlank() || name.codePointCount(0, name.length()) > MAX_NAME) {
            errors.add(new FieldError("name", "must have 1 to " + MAX_NAME + " characters"));
        }
        var scopes = scopes("scopes", wish.scopes(), errors);
        for (var scope : scopes) {
            if (!caller.may(scope)) {
                errors.add(new FieldError("scopes", "cannot give " + scope.word() + ", which the calling key lacks"));
            }
        }
        if (wish.expiresAt() != null && !wish.expiresAt().isAfter(clock.instant())) {
            errors.add(new FieldError("expires_at", "must be in the future"));
        }
        if (wish.rateLimitRpm() != null && (wish.rateLimitRpm() < 1 || wish.rateLimitRpm() > MAX_RATE)) {
            errors.add(new FieldError("rate_limit_rpm", "must be 1 to " + MAX_RATE));
        }
        if (!errors.isEmpty()) {
            throw new InvalidException("invalid", errors);
        }
        var key = ApiKey.random();
        var row = new NewKey(
                key.id(),
                name,
                scopes.stream().map(Scope::word).toArray(String[]::new),
                Hashes.sha256(key.text()),
                "created",
                wish.expiresAt(),
                wish.rateLimitRpm());
        return new Created(auth.withExtension(KeyStore.class, store -> store.insert(row)), key.text());
    }

    public Page list(int limit, long offset) {
        return auth.withExtension(KeyStore.class, store -> new Page(store.list(limit, offset), store.count()));
    }

    /** Ends a key and every token made from it. */
    public void revoke(String id) {
        var rows = auth.withExtension(KeyStore.class, store -> store.revoke(id));
        cache.forget(id);
        if (rows == 0) {
            throw new NotFoundException("key_not_found", "There is no key " + id + ", or it was revoked before.");
        }
    }

    /** Recognises who shows this text; empty for a key that is unknown, expired or revoked. */
    public Optional<Credential> authenticate(String text) {
        var hash = Hashes.sha256(text);
        var own = this.own;
        if (own != null && MessageDigest.isEqual(own.hash, hash)) {
            return Optional.of(own.credential);
        }
        return ApiKey.idIn(text)
                .flatMap(cache::find)
                .filter(row -> MessageDigest.isEqual(row.secretHash(), hash))
                .or(() -> cache.configured().filter(row -> MessageDigest.isEqual(row.secretHash(), hash)))
                .filter(row -> row.holdsAt(clock.instant()))
                .map(row -> {
                    lastUses.note(row.id(), clock.instant());
                    return credential(row);
                });
    }

    /** A key for the server's own workers. It is kept in memory alone, so it ends with this process. */
    public String ownKey() {
        var key = ApiKey.random();
        var credential = new Credential(
                Credential.OWN + key.id(),
                "the server's own workers",
                Set.of(Scope.WORKER),
                null,
                Credential.Kind.KEY,
                null);
        own = new Own(Hashes.sha256(key.text()), credential);
        return key.text();
    }

    private record Own(byte[] hash, Credential credential) {}

    /** The key of an id as long as it may be used; for tokens, which name their key. */
    Optional<KeyRow> holding(String id) {
        return cache.find(id).filter(row -> row.holdsAt(clock.instant()));
    }

    private static Credential credential(KeyRow row) {
        return new Credential(
                row.id(), row.name(), scopesOf(row.scopes()), row.rateLimitRpm(), Credential.Kind.KEY, null);
    }

    /** Scopes by their words; words that are none are left out, as of a newer server. */
    static Set<Scope> scopesOf(List<String> words) {
        return words.stream()
                .flatMap(word -> Scope.of(word).stream())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    /** Reads scopes that a caller wrote, noting what is wrong with them. */
    static Set<Scope> scopes(String field, @Nullable List<String> words, List<FieldError> errors) {
        var scopes = EnumSet.noneOf(Scope.class);
        if (words == null || words.isEmpty()) {
            errors.add(new FieldError(field, "must name at least one scope"));
            return scopes;
        }
        for (var i = 0; i < words.size(); i++) {
            var scope = words.get(i) == null ? Optional.<Scope>empty() : Scope.of(words.get(i));
            if (scope.isEmpty()) {
                errors.add(new FieldError(field + "[" + i + "]", "must be one of " + String.join(", ", words())));
            }
            scope.ifPresent(scopes::add);
        }
        return scopes;
    }

    private static Set<String> words() {
        return EnumSet.allOf(Scope.class).stream().map(Scope::word).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        lastUses.close();
    }
}
