package io.asktell.server.jobs;

import io.asktell.server.store.JobRow;
import io.asktell.server.store.LedgerRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * How far a job is, over all its models.
 *
 * @param completed combinations, those that were stopped early too
 * @param calls cases that are behind it: evaluated, or spared by stopping their combination
 * @param percent of all its calls
 * @param etaSeconds unknown before the first call, and none after the end
 */
public record JobProgress(
        int completed,
        int failed,
        int running,
        long calls,
        double percent,
        @Nullable Double etaSeconds) {
    /**
     * @param ledgers of the studies that it has so far
     * @param runningResults how many cases the running trials of a study have had
     */
    static JobProgress of(JobRow job, List<LedgerRow> ledgers, ToLongFunction<LedgerRow> runningResults, Instant now) {
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
        long total = job.totalEvaluations();
        double percent = total == 0 ? 0 : Math.round(1000.0 * calls / total) / 10.0;
        return new JobProgress(completed(ledgers), failed, running, calls, percent, eta(job, calls, now));
    }

    static int completed(List<LedgerRow> ledgers) {
        return ledgers.stream()
                .mapToInt(ledger -> ledger.complete() + ledger.pruned())
                .sum();
    }

    private static @Nullable Double eta(JobRow job, long calls, Instant now) {
        Instant started = job.startedAt();
        if (job.ended() || started == null || calls == 0) {
            return null;
        }
        double spent = Duration.between(started, now).toMillis() / 1e3;
        return Math.max(0, spent / calls * (job.totalEvaluations() - calls));
    }
}
