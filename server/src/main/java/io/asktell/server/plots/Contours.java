package io.asktell.server.plots;

import io.asktell.api.plots.ContourPlot;
import io.asktell.api.plots.ContourPlot.ContourPoint;
import io.asktell.server.study.StudySnapshot;
import java.util.stream.IntStream;

/** An objective over two parameters. */
public final class Contours {
    private Contours() {}

    public static ContourPlot of(StudySnapshot study, int objective, String x, String y, int points) {
        var pair = AxisPair.of(study, x, y);
        var completed = pair.completed(objective);
        int[] shown = completed.sample(points);
        return new ContourPlot(
                study.version(),
                study.history().size(),
                completed.size(),
                shown.length,
                objective,
                completed.directionName(),
                pair.x().described(),
                pair.y().described(),
                IntStream.of(shown)
                        .mapToObj(n -> new ContourPoint(
                                pair.x().internal(n),
                                pair.y().internal(n),
                                completed.value(n),
                                n,
                                completed.feasible(n)))
                        .toList(),
                Surface.of(pair, completed));
    }
}
