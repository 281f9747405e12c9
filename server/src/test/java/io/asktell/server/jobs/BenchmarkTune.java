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

    /** A combination that became the best one after so many calls. */
    record Best(int calls, Map<String, @Nullable Object> params) {}

    private static final int BATCH = 4;

    private final StudyDefinition study;
    private final List<double[]> baselines;
    private final boolean racing;
    private final int[] order;
    private final BenchmarkSuite suite;
    private final TrialTable history;
    private final List<Best> bests = new ArrayList<>();
    private double bestValue = Double.NEGATIVE_INFINITY;
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

    /** Makes trials until so many calls were made, the last one to its end; answers what was best, and when. */
    List<Best> run(int budget) {
        while (calls < budget && !study.sampler().exhausted(ask(), history)) {
            trial();
        }
        return bests;
    }

    int trials() {
        return history.size();
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
        if (value > bestValue) {
            bestValue = value;
            bests.add(new Best(calls, params));
        }
    }

    private static double mean(Map<Integer, Double> reports) {
        return IntStream.range(0, reports.size())
                .mapToDouble(reports::get)
                .average()
                .orElseThrow();
    }
}
