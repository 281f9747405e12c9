package io.asktell.server.study;

import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.Rounds;
import io.asktell.server.store.StudyStore;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads long histories once, after a start, so that whoever opens their studies need not wait: of active studies, the newest first. */
public final class Preload implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Preload.class);
    private static final int MOST = 100;

    private final Jdbi jdbi;
    private final Ledgers ledgers;
    private final int trials;
    private final long bytes;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(Rounds.daemons("preload"));

    /**
     * @param trials from so many on a history is long
     * @param bytes no further one is read once those in memory take so much
     */
    public Preload(Jdbi jdbi, Ledgers ledgers, int trials, long bytes) {
        this.jdbi = jdbi;
        this.ledgers = ledgers;
        this.trials = trials;
        this.bytes = bytes;
    }

    public void start() {
        thread.execute(() -> {
            try {
                read();
            } catch (RuntimeException e) {
                log.info("histories will be read when they are asked for: {}", e.getMessage());
            }
        });
    }

    void read() {
        for (long study : jdbi.withExtension(StudyStore.class, store -> store.activeOf(trials, MOST))) {
            if (thread.isShutdown() || ledgers.kept().bytes() >= bytes) {
                return;
            }
            try {
                ledgers.read(study, state -> state.history.size());
            } catch (NotFoundException e) {
                log.debug("study {} was deleted meanwhile", study);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
