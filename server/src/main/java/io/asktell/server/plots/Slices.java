package io.asktell.server.plots;

import io.asktell.api.plots.SlicePlot;
import io.asktell.api.plots.SlicePlot.SlicePoint;
import io.asktell.server.study.StudySnapshot;
import java.util.stream.IntStream;

/** An objective over one parameter. */
public final class Slices {
    private Slices() {}

    public static SlicePlot of(StudySnapshot study, int objective, String param, int points) {
        var axis = Axis.of(study, param, "param");
        var completed = Completed.of(study, objective).having(axis);
        int[] shown = completed.sample(points);
        return new SlicePlot(
                study.version(),
                study.history().size(),
                completed.size(),
                shown.length,
                objective,
                completed.directionName(),
                axis.described(),
                IntStream.of(shown)
                        .mapToObj(n -> new SlicePoint(axis.internal(n), completed.value(n), n, completed.feasible(n)))
                        .toList());
    }
}
