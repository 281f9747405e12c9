package io.asktell.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WilcoxonPrunerTest implements PrunerContract {
    @Override
    public Pruner newPruner() {
        return new WilcoxonPruner(0.1, 2, 0, 0);
    }

    private static Trial trial(int number, TrialState state, int steps, IntToDoubleFunction value) {
        Map<Integer, Double> reports = new HashMap<>();
        double sum = 0;
        for (int step = 0; step < steps; step++) {
            reports.put(step, value.applyAsDouble(step));
            sum += value.applyAsDouble(step);
        }
        double[] values = state == TrialState.COMPLETE ? new double[] {sum / steps} : null;
        return new Trial(number, state, new double[] {0}, values, null, Reports.of(reports));
    }

    /** After how many of its steps the second of two trials is stopped; 0 for never. */
    private static int stoppedAfter(int steps, IntToDoubleFunction best, IntToDoubleFunction other) {
        var history = new TrialTable(1, 1);
        history.put(trial(0, TrialState.COMPLETE, steps, best));
        for (int done = 1; done <= steps; done++) {
            history.put(trial(1, TrialState.RUNNING, done, other));
            if (new WilcoxonPruner(0.1, 2, 0, 0).shouldPrune(Direction.MAXIMIZE, history, 1)) {
                return done;
            }
        }
        return 0;
    }

    @Test
    void aTrialThatIsWorseThroughout_stopsAsSoonAsThatIsNoChance() {
        // the threshold is 0.1 / (3 * 5) here, and 2^-8 the first power below
        int stopped = stoppedAfter(64, step -> 1 + step * 0.01, step -> 0.5);

        assertThat(stopped).isEqualTo(8);
    }

    @Test
    void theFirstTrials_areNeverStopped() {
        var history = new TrialTable(1, 1);
        history.put(trial(0, TrialState.COMPLETE, 64, step -> 1));
        history.put(trial(1, TrialState.RUNNING, 64, step -> 0));

        assertThat(new WilcoxonPruner(0.1, 2, 2, 0).shouldPrune(Direction.MAXIMIZE, history, 1))
                .isFalse();
        assertThat(new WilcoxonPruner(0.1, 2, 1, 0).shouldPrune(Direction.MAXIMIZE, history, 1))
                .isTrue();
    }

    @Test
    void aTrialThatIsAsGoodOnTheWhole_goesOn_whateverTheRanksSay() {
        // worse in most steps by a little, better in one by more than all of that
        assertThat(stoppedAfter(60, step -> 1, step -> step == 0 ? 5 : 0.95)).isZero();
        assertThat(stoppedAfter(60, step -> 1, step -> 1)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 65, 200})
    void trialsAsGoodAsTheBest_areStoppedAtMostAsOftenAsTheThresholdSays(int steps) {
        int runs = 600;
        int stopped = 0;
        for (int run = 0; run < runs; run++) {
            var one = Rng.of(steps, 2L * run);
            var two = Rng.of(steps, 2L * run + 1);
            double[][] cases = new double[steps][];
            for (int step = 0; step < steps; step++) {
                double easy = one.nextDouble();
                cases[step] = new double[] {one.nextDouble() < easy ? 1 : 0, two.nextDouble() < easy ? 1 : 0};
            }
            stopped += stoppedAfter(steps, step -> cases[step][0], step -> cases[step][1]) > 0 ? 1 : 0;
        }

        assertThat(stopped / (double) runs).isLessThan(0.1);
    }

    @ParameterizedTest
    @ValueSource(ints = {65, 200})
    void trialsThatPassMuchLess_areMostlyStopped_longBeforeTheEnd(int steps) {
        int runs = 200;
        int stopped = 0;
        int calls = 0;
        for (int run = 0; run < runs; run++) {
            var one = Rng.of(steps, 2L * run);
            double[][] cases = new double[steps][];
            for (int step = 0; step < steps; step++) {
                cases[step] = new double[] {one.nextDouble() < 0.8 ? 1 : 0, one.nextDouble() < 0.4 ? 1 : 0};
            }
            int at = stoppedAfter(steps, step -> cases[step][0], step -> cases[step][1]);
            stopped += at > 0 ? 1 : 0;
            calls += at > 0 ? at : steps;
        }

        assertThat(stopped / (double) runs).isGreaterThan(0.9);
        assertThat(calls / (double) (runs * steps)).isLessThan(0.6);
    }

    @Test
    void halving_stopsTheWorseHalfAtTheRungs_butNoneAsGoodAsTheBest() {
        var history = new TrialTable(1, 1);
        var pruner = new WilcoxonPruner(1e-9, 4, 1, 2);
        history.put(trial(0, TrialState.COMPLETE, 40, step -> step % 4 < 3 ? 1 : 0));
        history.put(trial(1, TrialState.RUNNING, 8, step -> step % 2));
        assertThat(pruner.shouldPrune(Direction.MAXIMIZE, history, 1)).isTrue();
        history.put(trial(1, TrialState.RUNNING, 7, step -> step % 2));
        assertThat(pruner.shouldPrune(Direction.MAXIMIZE, history, 1)).isFalse();
        history.put(trial(1, TrialState.PRUNED, 8, step -> step % 2));
        history.put(trial(2, TrialState.RUNNING, 8, step -> step % 8 < 5 ? 1 : 0));
        assertThat(pruner.shouldPrune(Direction.MAXIMIZE, history, 2)).isFalse();
        history.put(trial(2, TrialState.RUNNING, 20, step -> step % 8 < 5 ? 1 : 0));
        assertThat(pruner.shouldPrune(Direction.MAXIMIZE, history, 2)).isTrue();
        history.put(trial(2, TrialState.RUNNING, 20, step -> step % 4 < 3 ? 1 : 0));
        assertThat(pruner.shouldPrune(Direction.MAXIMIZE, history, 2)).isFalse();
    }

    /** What is told of them after the last step took them no further: they are no competition that is beaten easily. */
    @Test
    void halving_doesNotCountStoppedTrials_atRungsTheyDidNotReach() {
        var history = new TrialTable(1, 1);
        var pruner = new WilcoxonPruner(1e-9, 4, 1, 2);
        history.put(trial(0, TrialState.COMPLETE, 40, step -> 1));
        for (int n = 1; n <= 4; n++) {
            var stopped = trial(n, TrialState.PRUNED, 8, step -> 0);
            history.put(new Trial(
                    n,
                    TrialState.PRUNED,
                    new double[] {0},
                    null,
                    null,
                    stopped.reports().with(Map.of(40, 0.1))));
        }
        history.put(trial(5, TrialState.RUNNING, 20, step -> step % 2));

        assertThat(pruner.shouldPrune(Direction.MAXIMIZE, history, 5)).isTrue();
    }

    @Test
    void projected_isTheBestValue_andTheDifferenceOnTheStepsBothHave() {
        var history = new TrialTable(1, 1);
        history.put(trial(0, TrialState.COMPLETE, 4, step -> step < 2 ? 1 : 0.5)); // 0.75 on the whole
        history.put(trial(1, TrialState.RUNNING, 2, step -> 0.75));

        assertThat(newPruner().projected(Direction.MAXIMIZE, history, 1)).hasValue(0.5);
        assertThat(newPruner().projected(Direction.MINIMIZE, history, 1)).hasValue(0.5);
        assertThat(newPruner().projected(Direction.MAXIMIZE, history, 0)).isEmpty();
    }

    @Test
    void projected_ofValuesThatAreSums_isASum() {
        var history = new TrialTable(1, 1);
        var best = trial(0, TrialState.COMPLETE, 10, step -> 2);
        history.put(new Trial(0, TrialState.COMPLETE, new double[] {0}, new double[] {20}, null, best.reports()));
        history.put(trial(1, TrialState.RUNNING, 4, step -> 3));

        assertThat(newPruner().projected(Direction.MINIMIZE, history, 1)).hasValue(30);
    }

    @ParameterizedTest
    @EnumSource(Direction.class)
    void projected_isFinite_andTheWorseTheReportsTheWorse(Direction direction) {
        double[] hard = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MAX_VALUE, 0, -3, 1e-300
        };
        for (int seed = 0; seed < 200; seed++) {
            var random = Rng.of(seed, 0);
            IntToDoubleFunction any =
                    step -> random.nextInt(4) == 0 ? hard[random.nextInt(hard.length)] : random.nextGaussian();
            var history = new TrialTable(1, 1);
            history.put(trial(0, TrialState.COMPLETE, 20, seed % 2 == 0 ? any : step -> random.nextGaussian()));
            history.put(trial(1, TrialState.RUNNING, 9, seed % 2 == 0 ? any : step -> random.nextGaussian()));
            var reports = history.reports(1);
            int changed = random.nextInt(9);
            history.put(trial(
                    2,
                    TrialState.RUNNING,
                    9,
                    step -> reports.value(step) + (step != changed ? 0 : direction == Direction.MINIMIZE ? 1 : -1)));

            var value = newPruner().projected(direction, history, 1);
            var worse = newPruner().projected(direction, history, 2);

            assertThat(DoubleStream.concat(value.stream(), worse.stream())).allMatch(Double::isFinite);
            if (seed % 2 == 1) {
                assertThat(direction.better(value.orElseThrow(), worse.orElseThrow()))
                        .isTrue();
            }
        }
    }

    @Test
    void optionsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new WilcoxonPruner(0, 2, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WilcoxonPruner(0.1, -1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WilcoxonPruner(0.1, 2, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
