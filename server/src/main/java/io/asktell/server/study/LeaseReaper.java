package io.asktell.server.study;

import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.Rounds;
import io.asktell.server.store.StudyStore;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends overdue leases of studies that nobody asks just now; an ask does it by itself. Every server has one, and they do not get in
 * each other's way.
 */
public final class LeaseReaper implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(LeaseReaper.class);
    private static final Duration EVERY = Duration.ofMillis(500);

    private final Jdbi jdbi;
    private final Ledgers ledgers;
    private final Rounds rounds = new Rounds("lease-reaper", "look for overdue leases", this::look);

    public LeaseReaper(Jdbi jdbi, Ledgers ledgers) {
        this.jdbi = jdbi;
        this.ledgers = ledgers;
    }

    public void start() {
        rounds.start(EVERY);
    }

    private void look() {
        jdbi.withExtension(StudyStore.class, StudyStore::withOverdueLeases).forEach(this::reap);
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
        rounds.close();
    }
}
