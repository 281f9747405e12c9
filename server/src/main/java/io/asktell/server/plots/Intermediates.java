package io.asktell.server.plots;

import io.asktell.api.Score;
import io.asktell.api.plots.IntermediatePlot;
import io.asktell.api.plots.IntermediatePlot.IntermediateCurve;
import io.asktell.api.plots.IntermediatePlot.IntermediatePoint;
import io.asktell.server.study.StudySnapshot;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What trials reported: half of them the best ones, and the newest of the others. */
public final class Intermediates {
    private static final int MOST_STEPS = 200;

    private Intermediates() {}

    public static IntermediatePlot of(StudySnapshot study, int objective, int limit) {
        var history = study.history();
        int[] reporting = IntStream.range(0, history.size())
                .filter(n -> history.reports(n).size() > 0)
                .toArray();
        var completed = Completed.of(study, objective)
                .where(n -> history.reports(n).size() > 0 && Completed.feasible(history, n));
        int[] shown = reporting;
        if (shown.length > limit) {
            int[] best = Sample.least(completed.numbers(), completed::loss, limit / 2);
            int[] others = Sample.without(reporting, best);
            int[] newest = Arrays.copyOfRange(others, others.length - (limit - best.length), others.length);
            shown = Sample.union(best, newest);
        }
        return new IntermediatePlot(
                study.version(),
                history.size(),
                reporting.length,
                shown.length,
                objective,
                IntStream.of(shown).mapToObj(n -> curve(study, objective, n)).toList());
    }

    private static IntermediateCurve curve(StudySnapshot study, int objective, int number) {
        var history = study.history();
        Reports reports = history.reports(number);
        var steps = steps(reports);
        boolean complete = history.state(number) == TrialState.COMPLETE;
        return new IntermediateCurve(
                number,
                history.state(number).name(),
                complete ? score(history.value(number, objective)) : null,
                reports.size(),
                steps.size(),
                steps);
    }

    private static List<IntermediatePoint> steps(Reports reports) {
        int[] all = IntStream.range(0, reports.size()).toArray();
        int[] shown = all;
        if (all.length > MOST_STEPS) {
            int[] ends = {0, all.length - 1};
            shown = Sample.union(ends, Sample.extremes(all, reports::value, (MOST_STEPS - 2) / 2));
        }
        return IntStream.of(shown)
                .mapToObj(i -> new IntermediatePoint(reports.step(i), score(reports.value(i))))
                .toList();
    }

    private static @Nullable Score score(double value) {
        return Double.isNaN(value) ? null : new Score(value);
    }
}
