package io.asktell.server.jobs;

import org.jspecify.annotations.Nullable;

/** What jobs wait for that do not begin. */
public final class Waiting {
    private final int ownWorkers;

    /** @param ownWorkers how many workers this server has itself */
    public Waiting(int ownWorkers) {
        this.ownWorkers = ownWorkers;
    }

    /** Why nothing happens yet, in words for whoever waits; null once something does, and before the start. */
    public @Nullable String reason(Standing standing) {
        var job = standing.job();
        if (job.ended() || job.status().equals("created") || standing.progress().begun()) {
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
