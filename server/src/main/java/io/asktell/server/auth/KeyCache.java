package io.asktell.server.auth;

import io.asktell.server.store.KeyRow;
import io.asktell.server.store.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jdbi.v3.core.Jdbi;

/** Rows of keys, each read at most twice a second, so that what becomes of them elsewhere is known in time. Unknown ids are not remembered, so guessing does not fill the memory. */
final class KeyCache {
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();
    private static final String CONFIGURED = ""; // no key has this id

    private record Entry(KeyRow row, long readAt) {
        boolean fresh() {
            return System.nanoTime() - readAt < FRESH_NANOS;
        }
    }

    private final Jdbi auth;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    KeyCache(Jdbi auth) {
        this.auth = auth;
    }

    Optional<KeyRow> find(String id) {
        return find(id, () -> auth.withExtension(KeyStore.class, store -> store.find(id)));
    }

    Optional<KeyRow> configured() {
        return find(CONFIGURED, () -> auth.withExtension(KeyStore.class, KeyStore::configured));
    }

    /** A read under way is waited for, so what it found does not outlive this. */
    void forget(String id) {
        entries.remove(id);
        entries.remove(CONFIGURED);
    }

    void clear() {
        entries.clear();
    }

    private Optional<KeyRow> find(String id, Supplier<Optional<KeyRow>> read) {
        var known = entries.get(id);
        if (known == null || !known.fresh()) {
            known = entries.compute(id, (i, present) -> {
                if (present != null && present.fresh()) {
                    return present;
                }
                var readAt = System.nanoTime();
                return read.get().map(row -> new Entry(row, readAt)).orElse(null);
            });
        }
        return Optional.ofNullable(known).map(Entry::row);
    }
}
