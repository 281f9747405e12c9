package io.asktell.server.jobs;

import io.asktell.server.store.EndingRow;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.LedgerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
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
    /**
     * @param confirmed how many cases confirmed the winner; absent until that begins, and then nothing is left of the search
     * @param ledgers of the studies that it has so far
     * @param runningResults how many cases the running trials of a study have had
     */
    static JobProgress of(
            JobRow job,
            EndingRow ending,
            OptionalLong confirmed,
            List<LedgerRow> ledgers,
            ToLongFunction<LedgerRow> runningResults,
            Instant now) {
        int failed = 0;
        int running = 0;
        long calls = 0;
        long each = job.evaluationsEach();
        for (var ledger : ledgers) {
            failed += ledger.failed();
            running += ledger.running();
            calls += (ledger.complete() + ledger.pruned()) * each
                    + Math.min(runningResults.applyAsLong(ledger), ledger.running() * each);
        }
        if (confirmed.isPresent()) {
            calls = job.totalEvaluations() + confirmed.getAsLong();
        }
        long total = job.totalEvaluations() + ending.confirmationEvaluations(job);
        double percent = total == 0 ? 0 : Math.round(1000.0 * calls / total) / 10.0;
        return new JobProgress(completed(ledgers), failed, running, calls, total, percent, eta(job, calls, total, now));
    }

    static int completed(List<LedgerRow> ledgers) {
        return ledgers.stream()
                .mapToInt(ledger -> ledger.complete() + ledger.pruned())
                .sum();
    }

    private static @Nullable Double eta(JobRow job, long calls, long total, Instant now) {
        Instant started = job.startedAt();
        if (job.ended() || started == null || calls == 0) {
            return null;
        }
        double spent = Duration.between(started, now).toMillis() / 1e3;
        return Math.max(0, spent / calls * (total - calls));
    }
}
