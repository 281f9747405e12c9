package io.asktell.server.study;

import io.asktell.server.metrics.Attendance;
import io.asktell.server.metrics.Counter;
import io.asktell.server.metrics.Histogram;
import io.asktell.server.metrics.Meters;
import org.jspecify.annotations.Nullable;

/** What is counted of studies. What a transaction did counts after its commit. */
public final class StudyMeters {
    private static final double[] BATCHES = {1, 2, 4, 8, 16, 32, 64, 128, 256};

    final Counter asks;
    final Counter tells;
    final Counter reports;
    final Counter expiredLeases;
    private final Attendance workers;
    private final Histogram batches;
    private final Histogram transactions;
    private final Histogram commits;

    /** @param workers is told who asks and who reports */
    public StudyMeters(Meters meters, Attendance workers) {
        this.workers = workers;
        asks = meters.counter(
                "asktell_asks_total",
                "Trials given out, by sampler and by where their parameters came from; fallback: drawn, as a model failed.",
                "sampler",
                "origin");
        tells = meters.counter("asktell_tells_total", "Trials told, by the state they ended in.", "state");
        reports = meters.counter(
                "asktell_reports_total", "Signs of life of running trials; values: with intermediate values.", "kind");
        expiredLeases = meters.counter(
                "asktell_leases_expired_total",
                "Leases that ran out; failed: it was the trial's last attempt.",
                "outcome");
        batches = meters.histogram("asktell_batch_commands", "Commands that one transaction of a study did.", BATCHES);
        transactions = meters.seconds(
                "asktell_transaction_seconds", "How long transactions of studies took, commit included.");
        commits = meters.seconds(
                "asktell_commit_seconds", "How long their commits took, which is mostly the wait for the disk.");
    }

    void worked(@Nullable String credential, @Nullable String worker) {
        workers.see(credential, worker);
    }

    /** A transaction that wrote, with the times of {@link System#nanoTime} at which it began, began to commit and ended. */
    void committed(int commands, long begun, long decided, long ended) {
        batches.record(commands);
        transactions.record((ended - begun) / 1e9);
        commits.record((ended - decided) / 1e9);
    }
}
