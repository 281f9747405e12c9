package io.asktell.server.jobs;

import io.asktell.server.store.EndingRow;
import io.asktell.server.store.EndingStore;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import io.asktell.server.study.Progress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Decides how jobs end. The search of a job ends when its studies are done, or before that when a budget is used up or nothing can be
 * better than what was found; then there is a winner, which is confirmed if the job has that; then the job ends.
 */
public final class Endings {
    static final String PERFECT = "nothing can be better: a combination is right on every case";
    /** Means of ones may be off by rounding. */
    private static final double ROUNDING = 1e-12;

    private final Jobs jobs;
    private final Winners winners;
    private final Confirmations confirmations;
    private final Budgets budgets;

    public Endings(Jobs jobs, Winners winners, Confirmations confirmations, Budgets budgets) {
        this.jobs = jobs;
        this.winners = winners;
        this.confirmations = confirmations;
        this.budgets = budgets;
    }

    /** How a job ends. */
    record Outcome(String status, @Nullable String error) {
        static final Outcome COMPLETED = new Outcome("completed", null);
    }

    static EndingRow row(JobRow job, Handle handle) {
        return handle.attach(EndingStore.class).find(job.id()).orElseGet(() -> EndingRow.none(job.id()));
    }

    /** How the job ends now; empty if it goes on. */
    Optional<Outcome> look(JobRow job, EndingRow ending, List<Progress> search, Handle handle) {
        boolean searching = ending.winner() == null;
        int failed = search.stream().mapToInt(p -> p.ledger().failed()).sum();
        if (searching && failed > job.maxFailures()) {
            return Optional.of(new Outcome(
                    "failed",
                    failed == 1
                            ? "A trial failed; it tells why."
                            : failed + " trials failed; the last ones tell why."));
        }
        if (late(job, handle)) {
            return Optional.of(late(job, ending, search, handle));
        }
        if (ending.stopReason() == null || ending.confirms() && !ending.budgetUsedUp()) {
            var reason = budgets.usedUp(job, ending).or(() -> perfect(job, ending, search));
            if (reason.isPresent()) {
                handle.attach(EndingStore.class).stop(job.id(), reason.get());
                jobs.stopStudies(job);
                return Optional.empty(); // what runs ends first
            }
        }
        if (!search.stream().allMatch(Progress::done)) {
            return Optional.empty();
        }
        return searching ? searched(job, ending, search, handle) : confirmed(job, ending, handle);
    }

    private static boolean late(JobRow job, Handle handle) {
        return job.timeoutSeconds() > 0
                && job.startedAt() != null
                && Duration.between(
                                        job.startedAt(),
                                        handle.attach(JobStore.class).now())
                                .toMillis()
                        > job.timeoutSeconds() * 1000;
    }

    private Outcome late(JobRow job, EndingRow ending, List<Progress> search, Handle handle) {
        handle.attach(EndingStore.class).stop(job.id(), EndingRow.budget("seconds"));
        if (ending.winner() == null) {
            choose(job, handle);
        }
        boolean succeeded = succeeded(search);
        return new Outcome(
                succeeded ? "completed" : "failed",
                "Stopped after timeout_seconds; "
                        + (succeeded ? "what was evaluated counts." : "no trial was complete."));
    }

    private static boolean succeeded(List<Progress> search) {
        return search.stream().anyMatch(p -> p.ledger().complete() > 0);
    }

    /** Of a race for a figure that ends at 1. */
    private static Optional<String> perfect(JobRow job, EndingRow ending, List<Progress> search) {
        return job.racing()
                        && job.metric() != null
                        && ending.winner() == null
                        && search.stream()
                                .map(p -> p.ledger().bestValues())
                                .anyMatch(best -> best != null && best[0] >= 1 - ROUNDING)
                ? Optional.of(PERFECT)
                : Optional.empty();
    }

    private Optional<Outcome> searched(JobRow job, EndingRow ending, List<Progress> search, Handle handle) {
        if (!succeeded(search)) {
            return Optional.of(
                    ending.budgetUsedUp() ? Outcome.COMPLETED : new Outcome("failed", "No trial was completed."));
        }
        var chosen = choose(job, handle);
        if (!chosen.confirms() || chosen.budgetUsedUp()) {
            return Optional.of(Outcome.COMPLETED);
        }
        return Optional.empty();
    }

    private EndingRow choose(JobRow job, Handle handle) {
        var best = winners.of(job, handle);
        if (!best.isEmpty()) {
            handle.attach(EndingStore.class)
                    .won(
                            job.id(),
                            best.get(0).comboId(),
                            best.size() > 1 ? best.get(1).comboId() : null);
        }
        return row(job, handle);
    }

    /** A trial that failed is not run again: the job has its winner without it. */
    private Optional<Outcome> confirmed(JobRow job, EndingRow ending, Handle handle) {
        var progress = confirmations.progress(job, ending);
        if (progress.isEmpty() || !progress.get().done()) { // without a study it is about to begin
            return Optional.empty();
        }
        handle.attach(EndingStore.class).best(job.id(), confirmations.best(job, ending));
        int failed = progress.get().ledger().failed();
        return Optional.of(
                failed == 0
                        ? Outcome.COMPLETED
                        : new Outcome(
                                "completed",
                                failed + " trials of the confirmation failed; what was evaluated counts."));
    }
}
