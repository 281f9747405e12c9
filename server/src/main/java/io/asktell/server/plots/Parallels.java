package io.asktell.server.plots;

import io.asktell.api.plots.ParallelPlot;
import io.asktell.api.plots.ParallelPlot.ParallelRow;
import io.asktell.server.study.StudySnapshot;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Trials as lines over several parameters: the best half of the lines, and a sample of the others. */
public final class Parallels {
    /** Lines times parameters. */
    private static final int MOST_CELLS = 200_000;

    private Parallels() {}

    /**
     * @param params all when empty
     */
    public static ParallelPlot of(StudySnapshot study, int objective, List<String> params, int points) {
        var axes = params.isEmpty()
                ? IntStream.range(0, study.space().size())
                        .mapToObj(i -> new Axis(study, i))
                        .toList()
                : params.stream()
                        .distinct()
                        .map(name -> Axis.of(study, name, "params"))
                        .toList();
        var completed = Completed.of(study, objective);
        int lines = Math.min(points, MOST_CELLS / axes.size());
        var rows = IntStream.of(Sample.leastAndOthers(completed.numbers(), completed::cost, lines))
                .boxed()
                .sorted(Comparator.comparingDouble(completed::cost))
                .map(n -> new ParallelRow(n, completed.value(n), completed.feasible(n), row(axes, n)))
                .toList();
        return new ParallelPlot(
                study.version(),
                study.history().size(),
                completed.size(),
                rows.size(),
                objective,
                completed.directionName(),
                axes.stream().map(Axis::described).toList(),
                rows);
    }

    private static List<@Nullable Double> row(List<Axis> axes, int number) {
        @Nullable Double[] row = new @Nullable Double[axes.size()];
        for (int i = 0; i < row.length; i++) {
            double x = axes.get(i).internal(number);
            row[i] = Double.isNaN(x) ? null : x;
        }
        return Arrays.asList(row);
    }
}
