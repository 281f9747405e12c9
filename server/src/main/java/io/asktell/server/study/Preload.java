package io.asktell.server.study;

import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.Rounds;
import io.asktell.server.store.StudyStore;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads long histories before they are asked for, so that whoever opens their studies need not wait: after a start those of active
 * studies, the newest first, and later each that is imported.
 */
public final class Preload implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Preload.class);
    private static final int MOST = 100;

    private final Jdbi jdbi;
    private final Ledgers ledgers;
    private final int trials;
    private final long bytes;
    private final Consumer<String> firstView;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Rounds.daemons("preload"),
            new ThreadPoolExecutor.DiscardPolicy());

    /**
     * @param trials from so many on a history is long
     * @param bytes no further one is read once those in memory take so much
     * @param firstView computes what the page of a study shows first: the newest's after a start, when that takes longest, and an
     *     imported one's
     */
    public Preload(Jdbi jdbi, Ledgers ledgers, int trials, long bytes, Consumer<String> firstView) {
        this.jdbi = jdbi;
        this.ledgers = ledgers;
        this.trials = trials;
        this.bytes = bytes;
        this.firstView = firstView;
    }

    public void start() {
        thread.execute(this::active);
    }

    /** @param size how many trials the study came with */
    void imported(String study, int size) {
        if (size >= trials) {
            thread.execute(() -> read(study, firstView));
        }
    }

    void active() {
        try {
            var look = firstView;
            for (var study : jdbi.withExtension(StudyStore.class, store -> store.activeOf(trials, MOST))) {
                if (thread.isShutdown() || ledgers.kept().bytes() >= bytes) {
                    return;
                }
                read(study, look);
                look = name -> ledgers.read(name, state -> state.history.size());
            }
        } catch (RuntimeException e) {
            log.info("histories will be read when they are asked for: {}", e.getMessage());
        }
    }

    private static void read(String study, Consumer<String> look) {
        try {
            look.accept(study);
        } catch (NotFoundException e) {
            log.debug("study {} was deleted meanwhile", study);
        } catch (RuntimeException e) {
            log.info("the history of study {} will be read when it is asked for: {}", study, e.getMessage());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
