package io.asktell.server.store;

/**
 * What results of a trial used.
 *
 * @param results cases that were judged
 * @param calls those of them that were put to the model; the others were taken over, and used nothing
 */
public record UsageRow(
        long studyId, int number, long results, long calls, double promptTokens, double completionTokens) {
    /** What these have more than others of the same trial. */
    public UsageRow less(UsageRow other) {
        return new UsageRow(
                studyId,
                number,
                results - other.results,
                calls - other.calls,
                promptTokens - other.promptTokens,
                completionTokens - other.completionTokens);
    }
}
