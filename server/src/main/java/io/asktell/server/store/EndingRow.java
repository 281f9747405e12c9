package io.asktell.server.store;

import org.jspecify.annotations.Nullable;

/**
 * How a tune is to end, and did. Combinations are named by their ids.
 *
 * @param confirmRepeats how often those that are confirmed are asked each case; 0 for no confirmation
 * @param stopReason why the search ended before its time
 * @param winner of the search; absent until it is over
 * @param best the winner, or the runner-up where the confirmation says so
 */
public record EndingRow(
        String jobId,
        int confirmRepeats,
        @Nullable Long maxCalls,
        @Nullable Long maxTokensTotal,
        @Nullable Double maxCost,
        @Nullable String stopReason,
        @Nullable String winner,
        @Nullable String runnerUp,
        @Nullable String best) {
    private static final String BUDGET = "budget: ";

    /** Of a job that has nothing of it. */
    public static EndingRow none(String jobId) {
        return new EndingRow(jobId, 0, null, null, null, null, null, null, null);
    }

    /** The reason of a search that ended because it had used up this much of something. */
    public static String budget(String what) {
        return BUDGET + what;
    }

    public boolean hasBudget() {
        return maxCalls != null || maxTokensTotal != null || maxCost != null;
    }

    public boolean budgetUsedUp() {
        return stopReason != null && stopReason.startsWith(BUDGET);
    }

    /** Whether the search is over and its winner is being confirmed, or was. */
    public boolean confirms() {
        return confirmRepeats > 0 && winner != null;
    }

    /** How many cases are evaluated to confirm the winner; before there is one, as if there were a runner-up wherever there may be one. */
    public long confirmationEvaluations(JobRow job) {
        boolean two = winner == null ? job.totalCombos() > 1 : runnerUp != null;
        return (two ? 3L : 2L) * confirmRepeats * job.cases();
    }
}
