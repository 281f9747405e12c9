package io.asktell.server.plots;

import io.asktell.api.plots.RankPlot;
import io.asktell.api.plots.RankPlot.RankPoint;
import io.asktell.numeric.Ascending;
import io.asktell.server.study.StudySnapshot;
import java.util.stream.IntStream;

/** Over two parameters, where each trial's value stands among all. */
public final class Ranks {
    private Ranks() {}

    public static RankPlot of(StudySnapshot study, int objective, String x, String y, int points) {
        var pair = AxisPair.of(study, x, y);
        var completed = pair.completed(objective);
        double[] losses = IntStream.of(completed.numbers())
                .mapToDouble(completed::loss)
                .sorted()
                .toArray();
        int[] shown = completed.sample(points);
        return new RankPlot(
                study.version(),
                study.history().size(),
                completed.size(),
                shown.length,
                objective,
                completed.directionName(),
                pair.x().described(),
                pair.y().described(),
                IntStream.of(shown)
                        .mapToObj(n -> new RankPoint(
                                pair.x().internal(n),
                                pair.y().internal(n),
                                rank(losses, completed.loss(n)),
                                completed.value(n),
                                n,
                                completed.feasible(n)))
                        .toList());
    }

    /** From 0 for the least to 1 for the greatest; equal ones share the middle of their places. */
    private static double rank(double[] sorted, double loss) {
        if (sorted.length == 1) {
            return 0;
        }
        int first = Ascending.firstFrom(sorted, loss);
        int last = Ascending.firstFrom(sorted, Math.nextUp(loss)) - 1;
        return (first + last) / 2.0 / (sorted.length - 1);
    }
}
