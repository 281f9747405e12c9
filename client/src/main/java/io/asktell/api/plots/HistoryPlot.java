package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.asktell.api.Score;
import java.util.List;

/**
 * An objective over the trials' numbers.
 *
 * @param notFinite complete trials whose value is infinite; they are in {@code best}, but no points
 * @param points complete trials, by number
 * @param best the trials that were better than all feasible ones of lower number
 * @param bestTotal how many those are; the first and the last of them are always shown
 * @param buckets states of trials, in at most 100 ranges of numbers
 */
public record HistoryPlot(
        String version,
        int trials,
        int total,
        int shown,
        int notFinite,
        int objective,
        String direction,
        List<HistoryPoint> points,
        List<HistoryStep> best,
        int bestTotal,
        List<HistoryBucket> buckets) {
    /** A complete trial. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record HistoryPoint(int number, double value, boolean feasible) {}

    /** From this trial on, this is the best value. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record HistoryStep(int number, Score value) {}

    /** How many trials from one number to another, both included, ended how; {@code infeasible} ones are complete, too. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record HistoryBucket(int from, int to, int complete, int pruned, int failed, int infeasible) {}
}
