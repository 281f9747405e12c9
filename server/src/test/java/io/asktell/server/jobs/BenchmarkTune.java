package io.asktell.server.jobs;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.server.study.StudyDefinition;
import io.asktell.space.Parameters;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A tune as the server drives it, one trial after the other, in process: the same sampler and pruner with the same options. */
final class BenchmarkTune {

    /**
     * A combination that was evaluated in full.
     *
     * @param calls that the tune had made by then
     * @param cases what it scored, by the case's number
     */
    record Complete(Map<String, @Nullable Object> params, double value, int calls, Map<Integer, Double> cases) {}

    private static final int BATCH = 4;

    private final StudyDefinition study;
    private final List<double[]> baselines;
    private final boolean racing;
    private final int[] order;
    private final BenchmarkSuite suite;
    private final TrialTable history;
    private final List<Complete> complete = new ArrayList<>();
    private int calls;

    /**
     * @param baselines points that go before what the sampler suggests
     * @param order of the cases, by their numbers
     */
    BenchmarkTune(StudyDefinition study, List<double[]> baselines, boolean racing, int[] order, BenchmarkSuite suite) {
        this.study = study;
        this.baselines = baselines;
        this.racing = racing;
        this.order = order;
        this.suite = suite;
        history = new TrialTable(study.space().size(), 1);
    }

    /** Makes trials until so many calls were made, the last one to its end; answers those that were evaluated in full. */
    List<Complete> run(int budget) {
        while (calls < budget && !study.sampler().exhausted(ask(), history)) {
            trial();
        }
        return complete;
    }

    private Ask ask() {
        return new Ask(study.space(), study.directions(), history.size());
    }

    private void trial() {
        int number = history.size();
        double[] point = number < baselines.size()
                ? baselines.get(number)
                : study.sampler()
                        .suggest(ask(), history, Rng.of(study.row().seed(), number))
                        .parameters()
                        .point();
        var params = Parameters.of(study.space(), point).asMap();
        var settings = suite.settings(params);
        long seed = study.row().seed() * 1_000_003 + (racing ? 0 : number);
        Map<Integer, Double> reports = new HashMap<>();
        history.put(new Trial(number, TrialState.RUNNING, point, null, null, Reports.NONE));
        while (reports.size() < order.length) {
            int end = racing ? Math.min(order.length, reports.size() + BATCH) : order.length;
            for (int step = reports.size(); step < end; step++) {
                reports.put(step, suite.score(settings, order[step], seed));
                calls++;
            }
            history.put(new Trial(number, TrialState.RUNNING, point, null, null, Reports.of(reports)));
            if (end < order.length
                    && study.pruner().shouldPrune(study.directions().get(0), history, number)) {
                double value = study.pruner()
                        .projected(study.directions().get(0), history, number)
                        .orElseGet(() -> mean(reports));
                reports.put(order.length, value);
                history.put(new Trial(number, TrialState.PRUNED, point, null, null, Reports.of(reports)));
                return;
            }
        }
        double value = mean(reports);
        history.put(new Trial(number, TrialState.COMPLETE, point, new double[] {value}, null, Reports.of(reports)));
        Map<Integer, Double> cases = new HashMap<>();
        reports.forEach((step, score) -> cases.put(order[step], score));
        complete.add(new Complete(params, value, calls, cases));
    }

    private static double mean(Map<Integer, Double> reports) {
        return IntStream.range(0, reports.size())
                .mapToDouble(reports::get)
                .average()
                .orElseThrow();
    }
}
