package io.asktell.server.auth;

import io.asktell.server.store.KeyStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** When each key was last used, written every few seconds rather than with every request. */
final class LastUses implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LastUses.class);
    private static final int EVERY_SECONDS = 10;

    private final Jdbi auth;
    private final Map<String, Instant> noted = new ConcurrentHashMap<>();
    private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "key-last-uses");
        thread.setDaemon(true);
        return thread;
    });

    LastUses(Jdbi auth) {
        this.auth = auth;
        // never fails, so its future is of no use
        var unused = writer.scheduleWithFixedDelay(this::write, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    void note(String id, Instant usedAt) {
        noted.put(id, usedAt);
    }

    private void write() {
        for (var id : List.copyOf(noted.keySet())) {
            var usedAt = noted.remove(id);
            try {
                if (usedAt != null) {
                    auth.useExtension(KeyStore.class, store -> store.touch(id, usedAt));
                }
            } catch (RuntimeException e) {
                log.warn("the last use of key {} could not be written; its next use will be", id, e);
            }
        }
    }

    @Override
    public void close() {
        writer.shutdown();
        write();
    }
}
