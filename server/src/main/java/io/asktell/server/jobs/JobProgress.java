package io.asktell.server.jobs;

import io.asktell.server.store.JobRow;
import io.asktell.server.store.LedgerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is, over all its models.
 *
 * @param completed combinations, those that were stopped early too
 * @param calls cases that are behind it: evaluated, or spared by stopping their combination
 * @param total calls, those that confirm the winner too
 * @param percent of all its calls
 * @param etaSeconds unknown before the first call, and none after the end
 */
public record JobProgress(
        int completed,
        int failed,
        int running,
        long calls,
        long total,
        double percent,
        @Nullable Double etaSeconds) {
    static JobProgress of(Standing standing) {
        var job = standing.job();
        var ledgers = standing.ledgers();
        int failed = 0;
        int running = 0;
        long calls = 0;
        long each = job.evaluationsEach();
        for (var ledger : ledgers) {
            failed += ledger.failed();
            running += ledger.running();
            long under = ledger.running() == 0 ? 0 : standing.usage(ledger).running();
            calls += (ledger.complete() + ledger.pruned()) * each + Math.min(under, ledger.running() * each);
        }
        var confirmation = standing.confirmation();
        if (confirmation.isPresent()) { // nothing is left of the search
            var run = confirmation.get();
            calls = job.totalEvaluations()
                    + run.trials().stream()
                            .mapToLong(trial ->
                                    standing.usage(run, trial.row().number()).results())
                            .sum();
        }
        long total = job.totalEvaluations() + standing.ending().confirmationEvaluations(job);
        double percent = total == 0 ? 0 : Math.round(1000.0 * calls / total) / 10.0;
        return new JobProgress(
                completed(ledgers), failed, running, calls, total, percent, eta(job, calls, total, ledgers));
    }

    boolean begun() {
        return calls > 0 || running > 0 || failed > 0;
    }

    static int completed(List<LedgerRow> ledgers) {
        return ledgers.stream()
                .mapToInt(ledger -> ledger.complete() + ledger.pruned())
                .sum();
    }

    private static @Nullable Double eta(JobRow job, long calls, long total, List<LedgerRow> ledgers) {
        Instant started = job.startedAt();
        if (job.ended() || started == null || calls == 0 || ledgers.isEmpty()) {
            return null;
        }
        double spent = Duration.between(started, ledgers.get(0).now()).toMillis() / 1e3;
        return Math.max(0, spent / calls * (total - calls));
    }
}
