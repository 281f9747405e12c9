package io.asktell.server.plots;

import io.asktell.api.Score;
import io.asktell.api.plots.HistoryPlot;
import io.asktell.api.plots.HistoryPlot.HistoryBucket;
import io.asktell.api.plots.HistoryPlot.HistoryPoint;
import io.asktell.api.plots.HistoryPlot.HistoryStep;
import io.asktell.server.study.StudySnapshot;
import io.asktell.study.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** An objective over the trials' numbers: all steps of the best value, of the other trials the extremes of short stretches, and a sample. */
public final class Histories {
    private static final int BUCKETS = 100;

    private Histories() {}

    public static HistoryPlot of(StudySnapshot study, int objective, int points) {
        var completed = Completed.of(study, objective);
        int[] improving = improving(completed);
        int[] best = Sample.even(improving, points / 2);
        int[] shown = completed.numbers();
        if (shown.length > points) {
            int room = points - best.length;
            int[] extremes = Sample.extremes(shown, completed::value, room / 4); // two of each, so half the room
            int[] others = Sample.stable(Sample.without(shown, extremes), room - extremes.length);
            int[] steps = IntStream.of(best)
                    .filter(n -> Double.isFinite(completed.value(n)))
                    .toArray();
            shown = Sample.union(Sample.union(extremes, others), steps);
        }
        var buckets = buckets(study);
        int complete = buckets.stream().mapToInt(HistoryBucket::complete).sum();
        return new HistoryPlot(
                study.version(),
                study.history().size(),
                completed.size(),
                shown.length,
                complete - completed.size(),
                objective,
                completed.directionName(),
                IntStream.of(shown)
                        .mapToObj(n -> new HistoryPoint(n, completed.value(n), completed.feasible(n)))
                        .toList(),
                IntStream.of(best)
                        .mapToObj(n -> new HistoryStep(n, new Score(completed.value(n))))
                        .toList(),
                improving.length,
                buckets);
    }

    private static int[] improving(Completed completed) {
        var history = completed.study().history();
        var direction = completed.direction();
        var improving = IntStream.builder();
        double best = Double.NaN;
        for (int n = 0; n < history.size(); n++) {
            double value = completed.value(n);
            if (history.state(n) == TrialState.COMPLETE
                    && completed.feasible(n)
                    && (direction.better(value, best) || Double.isNaN(best) && !Double.isNaN(value))) {
                improving.add(n);
                best = value;
            }
        }
        return improving.build().toArray();
    }

    private static List<HistoryBucket> buckets(StudySnapshot study) {
        var history = study.history();
        int count = Math.min(BUCKETS, history.size());
        List<HistoryBucket> buckets = new ArrayList<>();
        for (int b = 0; b < count; b++) {
            int from = (int) ((long) b * history.size() / count);
            int to = (int) ((long) (b + 1) * history.size() / count);
            int complete = 0;
            int pruned = 0;
            int failed = 0;
            int infeasible = 0;
            for (int n = from; n < to; n++) {
                TrialState state = history.state(n);
                complete += state == TrialState.COMPLETE ? 1 : 0;
                pruned += state == TrialState.PRUNED ? 1 : 0;
                failed += state == TrialState.FAIL ? 1 : 0;
                infeasible += state == TrialState.COMPLETE && !Completed.feasible(history, n) ? 1 : 0;
            }
            buckets.add(new HistoryBucket(from, to - 1, complete, pruned, failed, infeasible));
        }
        return buckets;
    }
}
