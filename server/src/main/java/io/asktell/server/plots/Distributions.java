package io.asktell.server.plots;

import io.asktell.api.Score;
import io.asktell.api.plots.EdfPlot;
import io.asktell.api.plots.EdfPlot.EdfCurve;
import io.asktell.api.plots.EdfPlot.EdfStep;
import io.asktell.server.study.StudySnapshot;
import io.asktell.study.TrialState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Empirical distributions of an objective's values. */
public final class Distributions {
    private static final int MOST_STEPS = 200;

    private Distributions() {}

    public static EdfPlot of(List<StudySnapshot> studies, int objective) {
        var curves = studies.stream().map(study -> curve(study, objective)).toList();
        return new EdfPlot(
                studies.stream().map(StudySnapshot::version).collect(Collectors.joining(".")),
                curves.stream().mapToInt(EdfCurve::trials).sum(),
                curves.stream().mapToInt(EdfCurve::total).sum(),
                curves.stream().mapToInt(EdfCurve::shown).sum(),
                objective,
                curves);
    }

    private static EdfCurve curve(StudySnapshot study, int objective) {
        Completed.check(study, objective);
        var history = study.history();
        double[] sorted = IntStream.range(0, history.size())
                .filter(n -> history.state(n) == TrialState.COMPLETE)
                .mapToDouble(n -> history.value(n, objective))
                .sorted()
                .toArray();
        // where the steps are: the last of each group of equal values
        int[] ends = IntStream.range(0, sorted.length)
                .filter(i -> i == sorted.length - 1 || sorted[i] < sorted[i + 1])
                .toArray();
        int[] shown = quantiles(ends, sorted.length);
        List<EdfStep> steps = new ArrayList<>();
        for (int end : shown) {
            steps.add(new EdfStep(new Score(sorted[end]), (end + 1.0) / sorted.length));
        }
        return new EdfCurve(
                study.row().name(),
                Completed.name(study.directions().get(objective)),
                history.size(),
                ends.length,
                steps.size(),
                steps);
    }

    /** The steps that shares at even distances fall on; the least and the greatest value always. */
    private static int[] quantiles(int[] ends, int trials) {
        if (ends.length <= MOST_STEPS) {
            return ends;
        }
        int[] chosen = new int[MOST_STEPS];
        int step = 0;
        for (int i = 0; i < MOST_STEPS; i++) {
            long place = (long) i * (trials - 1) / (MOST_STEPS - 1);
            while (ends[step] < place) {
                step++;
            }
            chosen[i] = ends[step];
        }
        return IntStream.of(chosen).distinct().toArray();
    }
}
