package io.asktell.server.auth;

import io.asktell.server.store.KeyStore;
import io.asktell.server.store.Rounds;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/** When each key was last used, written every few seconds rather than with every request. */
final class LastUses implements AutoCloseable {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Jdbi auth;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();
    private final Rounds rounds = new Rounds("key-last-uses", "write when keys were last used", this::write);

    LastUses(Jdbi auth) {
        this.auth = auth;
        rounds.start(EVERY);
    }

    void note(String id, Instant usedAt) {
        noted.put(id, usedAt);
    }

    private void write() {
        noted.forEach((id, usedAt) -> {
            auth.useExtension(KeyStore.class, store -> store.touch(id, usedAt));
            noted.remove(id, usedAt);
        });
    }

    @Override
    public void close() {
        rounds.close();
        rounds.round();
    }
}
