package io.asktell.server.study;

import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.StudyStore;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends overdue leases of studies that nobody asks just now; an ask does it by itself. Every server has one, and they do not get in
 * each other's way.
 */
public final class LeaseReaper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaseReaper.class);
    private static final long EVERY_MILLIS = 500;

    private final Jdbi jdbi;
    private final Ledgers ledgers;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "lease-reaper");
        thread.setDaemon(true);
        return thread;
    });

    public LeaseReaper(Jdbi jdbi, Ledgers ledgers) {
        this.jdbi = jdbi;
        this.ledgers = ledgers;
    }

    public void start() {
        clock.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            jdbi.withExtension(StudyStore.class, StudyStore::withOverdueLeases).forEach(this::reap);
        } catch (RuntimeException e) {
            log.warn("cannot look for overdue leases ({}); trying again", e.getMessage());
        }
    }

    private void reap(long studyId) {
        try {
            ledgers.change(studyId, turn -> {
                Leases.expireOverdue(turn);
                return Command.Answer.of(true);
            });
        } catch (NotFoundException e) {
            log.debug("study {} was deleted meanwhile", studyId);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
