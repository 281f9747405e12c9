package io.asktell.server.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work done over and over, on a thread of its own. A failure does not end it: the log tells once that the work fails, as it does while
 * the database is away, and once that it is done again.
 */
public final class Rounds implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Rounds.class);

    private final String name;
    private final Runnable work;
    private final ScheduledExecutorService clock;
    private boolean failing;

    /** @param name what the work is, as in "cannot …" */
    public Rounds(String thread, String name, Runnable work) {
        this.name = name;
        this.work = work;
        this.clock = Executors.newSingleThreadScheduledExecutor(daemons(thread));
    }

    /** Begins, after a first pause. */
    public void start(Duration pause) {
        // never fails, so its future is of no use
        var unused =
                clock.scheduleWithFixedDelay(this::round, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Does the work as soon as its thread is free, besides the other rounds. */
    public void now() {
        try {
            clock.execute(this::round);
        } catch (RejectedExecutionException e) {
            log.debug("closing, so there is no other round");
        }
    }

    public boolean closed() {
        return clock.isShutdown();
    }

    /** Does it once, now and here. */
    public void round() {
        try {
            work.run();
            if (failing) {
                failing = false;
                log.info("can {} again", name);
            }
        } catch (RuntimeException e) {
            if (closed()) {
                log.debug("could not {} at the end", name, e);
            } else if (!StorageFailures.temporary(e)) {
                log.error("cannot {}; trying again", name, e);
            } else if (failing) {
                log.debug("still cannot {}", name, e);
            } else {
                log.warn("cannot {} for now, and will tell when it can ({})", name, firstLine(e));
            }
            failing = true;
        }
    }

    private static String firstLine(RuntimeException e) {
        return e.toString().lines().findFirst().orElse("");
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    public static ThreadFactory daemons(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
