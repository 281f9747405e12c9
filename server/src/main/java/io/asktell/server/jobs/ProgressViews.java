package io.asktell.server.jobs;

import io.asktell.server.store.EndingRow;
import io.asktell.server.store.JobEventStore;
import io.asktell.server.store.JobRow;
import io.asktell.server.store.JobStore;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How far jobs are, and what those wait for that do not begin. */
public final class ProgressViews {
    private final Jdbi jdbi;
    private final ComboViews views;
    private final Confirmations confirmations;
    private final int ownWorkers;

    /** @param ownWorkers how many workers this server has itself */
    public ProgressViews(Jdbi jdbi, ComboViews views, Confirmations confirmations, int ownWorkers) {
        this.jdbi = jdbi;
        this.views = views;
        this.confirmations = confirmations;
        this.ownWorkers = ownWorkers;
    }

    public JobProgress of(JobRow job, EndingRow ending) {
        var ledgers = views.ledgers(job);
        var confirmed = confirmations.evaluations(job, ending);
        return jdbi.withHandle(handle -> {
            var events = handle.attach(JobEventStore.class);
            var now = handle.attach(JobStore.class).now();
            return JobProgress.of(
                    job, ending, confirmed, ledgers, ledger -> events.runningResults(ledger.studyId()), now);
        });
    }

    /** Only how many combinations are done, which is cheaper. */
    public int completed(JobRow job) {
        return JobProgress.completed(views.ledgers(job));
    }

    /** {@link #waiting(JobRow, JobProgress)} for whoever does not know the progress. */
    @Nullable
    String waiting(JobRow job) {
        return job.ended() || job.status().equals("created") ? null : waiting(job, of(job, EndingRow.none(job.id())));
    }

    /** Why nothing happens yet, in words for whoever waits; null once something does, and before the start. */
    public @Nullable String waiting(JobRow job, JobProgress progress) {
        boolean begun = progress.calls() > 0 || progress.running() > 0 || progress.failed() > 0;
        if (begun || job.ended() || job.status().equals("created")) {
            return null;
        }
        if (job.status().equals("queued")) {
            return "It waits for its turn: the server starts it when fewer than MAX_RUNNING_JOBS jobs run.";
        }
        return switch (job.workers()) {
            case "outside" -> "It waits for a worker outside to claim its trials.";
            case "own" ->
                ownWorkers > 0
                        ? null
                        : "It is for the server's own workers, and this server has none: set ASKTELL_EMBEDDED_WORKERS and restart"
                                + " it, or make the job with mode remote and start a worker outside.";
            default ->
                ownWorkers > 0
                        ? null
                        : "It waits for a worker to claim its trials: start one (asktell worker), or give the server some of"
                                + " its own (ASKTELL_EMBEDDED_WORKERS).";
        };
    }
}
