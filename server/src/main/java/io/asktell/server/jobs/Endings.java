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

    public Endings(Jobs jobs, Winners winners, Confirmations confirmations) {
        this.jobs = jobs;
        this.winners = winners;
        this.confirmations = confirmations;
    }

    /** How a job ends. */
    record Outcome(String status, @Nullable String error) {
        static final Outcome COMPLETED = new Outcome("completed", null);
    }

    /** How the job ends now; empty if it goes on. */
    Optional<Outcome> look(Standing standing, List<Progress> search, Handle handle) {
        var job = standing.job();
        var ending = standing.ending();
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
            return Optional.of(late(standing, search, handle));
        }
        boolean searched = search.stream().allMatch(Progress::done);
        if (ending.stopReason() == null || ending.confirms() && !ending.budgetUsedUp()) {
            var reason = usedUp(standing).or(() -> perfect(job, ending, search));
            if (reason.isPresent()) {
                handle.attach(EndingStore.class).stop(job.id(), reason.get());
                jobs.stopStudies(job);
                return Optional.empty(); // what runs ends first
            }
        }
        if (!searched) {
            return Optional.empty();
        }
        return searching ? searched(standing, search, handle) : confirmed(standing, handle);
    }

    /** Why no more may be asked, of a job that would ask more. */
    private static Optional<String> usedUp(Standing standing) {
        var job = standing.job();
        if (!standing.ending().hasBudget()) {
            return Optional.empty();
        }
        var run = standing.confirmation();
        boolean askable = run.map(Confirmations.Run::progress)
                .map(Progress::open)
                .orElseGet(() ->
                        standing.search().stream().flatMap(Optional::stream).anyMatch(Progress::open));
        if (!askable) { // what runs may have used all there was, and nothing is left to ask
            return Optional.empty();
        }
        var budgets = Budgets.of(standing);
        if (run.isPresent()) {
            return run.get().progress().ledger().running() > 0
                    ? budgets.usedUp()
                    : budgets.refusal(standing, run.get());
        }
        if (standing.ledgers().stream().anyMatch(ledger -> ledger.running() > 0)) {
            return budgets.usedUp();
        }
        Optional<String> reason = Optional.empty();
        for (int i = 0; i < job.models().size(); i++) {
            if (standing.search().get(i).map(Progress::open).orElse(false)) {
                reason = budgets.refusal(standing, i);
                if (reason.isEmpty()) {
                    return reason;
                }
            }
        }
        return reason;
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

    private Outcome late(Standing standing, List<Progress> search, Handle handle) {
        var job = standing.job();
        handle.attach(EndingStore.class).stop(job.id(), EndingRow.budget("seconds"));
        if (standing.ending().winner() == null) {
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

    private Optional<Outcome> searched(Standing standing, List<Progress> search, Handle handle) {
        var ending = standing.ending();
        if (!succeeded(search)) {
            return Optional.of(
                    ending.budgetUsedUp() ? Outcome.COMPLETED : new Outcome("failed", "No trial was completed."));
        }
        boolean won = choose(standing.job(), handle);
        return won && ending.confirmRepeats() > 0 && !ending.budgetUsedUp()
                ? Optional.empty()
                : Optional.of(Outcome.COMPLETED);
    }

    /** Whether there is a winner. */
    private boolean choose(JobRow job, Handle handle) {
        var best = winners.of(job, handle);
        if (!best.isEmpty()) {
            handle.attach(EndingStore.class)
                    .won(
                            job.id(),
                            best.get(0).comboId(),
                            best.size() > 1 ? best.get(1).comboId() : null);
        }
        return !best.isEmpty();
    }

    private Optional<Outcome> confirmed(Standing standing, Handle handle) {
        var job = standing.job();
        var run = standing.confirmation();
        if (run.isEmpty() || !run.get().progress().done()) { // without a study it is about to begin
            return Optional.empty();
        }
        boolean goesOn = !standing.ending().budgetUsedUp() && confirmations.again(job, run.get());
        if (goesOn) {
            return Optional.empty();
        }
        handle.attach(EndingStore.class).best(job.id(), confirmations.best(standing));
        return Optional.of(Confirmations.missing(run.get())
                .map(missing -> new Outcome("completed", missing))
                .orElse(Outcome.COMPLETED));
    }
}
