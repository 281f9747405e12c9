package io.asktell.sampler.cmaes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.SamplerContract;
import io.asktell.sampler.Spaces;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class CmaEsSamplerTest implements SamplerContract {
    private static final List<Direction> MINIMIZE = List.of(Direction.MINIMIZE);
    private static final CmaEsOptions PLAIN = CmaEsOptions.defaults().withSurrogate(false);

    @Override
    public Sampler newSampler(SearchSpace space) {
        return new CmaEsSampler(CmaEsOptions.defaults());
    }

    @Nested
    final class WithSmallGenerations implements SamplerContract {
        @Override
        public Sampler newSampler(SearchSpace space) {
            return new CmaEsSampler(PLAIN.withPopsize(4).withStartupTrials(1).withSigma0(1));
        }
    }

    private static TrialTable run(
            Sampler sampler, SearchSpace space, int trials, long seed, ToDoubleFunction<double[]> loss) {
        var history = new TrialTable(space.size(), 1);
        for (int n = 0; n < trials; n++) {
            double[] point = sampler.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(seed, n))
                    .parameters()
                    .point();
            history.put(Histories.complete(n, point, loss.applyAsDouble(point)));
        }
        return history;
    }

    private static double best(TrialTable history) {
        double best = Double.POSITIVE_INFINITY;
        for (int n = 0; n < history.size(); n++) {
            best = Math.min(best, history.value(n, 0));
        }
        return best;
    }

    private static double sphere(double[] x) {
        return Arrays.stream(x).map(v -> (v - 0.3) * (v - 0.3)).sum();
    }

    /** An ellipsoid turned out of the axes, its longest half-axis a hundred times its shortest. */
    private static double ellipsoid(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double along = 0;
            for (int j = 0; j < x.length; j++) {
                along += (i == j ? 1 : 0.5) * (x[j] - 0.6);
            }
            sum += StrictMath.pow(1e4, (double) i / (x.length - 1)) * along * along;
        }
        return sum;
    }

    // Over 200 other seeds the plain search is below these bounds by a factor of ten or more each time.

    @Test
    void suggest_onASphere_convergesLinearly() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(best(run(new CmaEsSampler(PLAIN), Spaces.cube(5), 1000, seed, CmaEsSamplerTest::sphere)))
                    .isLessThan(1e-10);
        }
    }

    @Test
    void suggest_onAnEllipsoid_learnsItsShape() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(best(run(new CmaEsSampler(PLAIN), Spaces.cube(5), 2500, seed, CmaEsSamplerTest::ellipsoid)))
                    .isLessThan(1e-7);
        }
    }

    @Test
    void suggest_withTheModel_needsATenthOfTheTrials() {
        for (int seed = 0; seed < 5; seed++) {
            assertThat(best(run(newSampler(Spaces.cube(5)), Spaces.cube(5), 200, seed, CmaEsSamplerTest::ellipsoid)))
                    .isLessThan(1e-7);
        }
    }

    @Test
    void suggest_onIntsAndSteps_findsTheBestCell() {
        var space = SearchSpace.of(
                Parameter.of("int", IntDistribution.of(-50, 50)),
                Parameter.of("step", FloatDistribution.stepped(0, 5, 0.25)),
                Parameter.of("log", IntDistribution.logarithmic(1, 1000)),
                Parameter.of("ordered", new CategoricalDistribution(List.of("a", "b", "c", "d"), true)),
                Parameter.of("real", FloatDistribution.of(0, 1)));
        ToDoubleFunction<double[]> loss = x -> Math.abs(x[0] - 31) / 10
                + Math.abs(x[1] - 1.75)
                + Math.abs(StrictMath.log(x[2] / 20))
                + Math.abs(x[3] - 2)
                + (x[4] - 0.2) * (x[4] - 0.2);
        for (int seed = 0; seed < 5; seed++) {
            assertThat(best(run(new CmaEsSampler(PLAIN), space, 800, seed, loss)))
                    .isLessThan(0.01);
        }
    }

    @Test
    void suggest_withFewPoints_triesEachBeforeAnyTwice() {
        var space = SearchSpace.of(
                Parameter.of("a", IntDistribution.of(0, 3)), Parameter.of("b", FloatDistribution.stepped(0, 1, 0.5)));
        var history = run(newSampler(space), space, 40, 1, x -> x[0] + x[1]);
        Set<List<Double>> points = new HashSet<>();
        for (int n = 0; n < 40; n++) {
            points.add(List.of(history.parameter(n, 0), history.parameter(n, 1)));
        }

        assertThat(points).hasSizeGreaterThanOrEqualTo(11);
    }

    @Test
    void suggest_withChoices_learnsWhichIsBest() {
        var space = SearchSpace.of(
                Parameter.of("x", FloatDistribution.of(0, 1)),
                Parameter.of("choice", CategoricalDistribution.of("a", "b", "c", "d", "e", "f")));
        var history = run(newSampler(space), space, 200, 3, x -> Math.abs(x[0] - 0.4) + (x[1] == 4 ? 0 : 0.5));
        int good = 0;
        for (int n = 150; n < 200; n++) {
            good += history.parameter(n, 1) == 4 ? 1 : 0;
        }

        assertThat(good).isGreaterThan(35);
    }

    @Test
    void suggest_whenConverged_beginsAnewElsewhere() {
        ToDoubleFunction<double[]> twoValleys =
                x -> Math.min(0.1 + 10 * sphere(x), 8 * Math.abs(x[0] - 0.9) + 8 * Math.abs(x[1] - 0.9));
        int withRestarts = 0;
        int without = 0;
        for (int seed = 0; seed < 10; seed++) {
            var once = PLAIN.withSigma0(0.1).withRestarts(0);
            withRestarts +=
                    best(run(new CmaEsSampler(PLAIN.withSigma0(0.1)), Spaces.cube(2), 2500, seed, twoValleys)) < 0.01
                            ? 1
                            : 0;
            without += best(run(new CmaEsSampler(once), Spaces.cube(2), 2500, seed, twoValleys)) < 0.01 ? 1 : 0;
        }

        assertThat(withRestarts).isGreaterThan(without + 2);
    }

    @Test
    void suggest_afterAnothersTrials_startsAtTheBest() {
        var space = Spaces.cube(4);
        var history = new TrialTable(4, 1);
        for (int n = 0; n < 100; n++) {
            double[] point = RandomSampler.draw(space, Rng.of(8, n));
            history.put(Histories.complete(n, point, sphere(point)));
        }
        double warm = 0;
        double cold = 0;
        for (int seed = 0; seed < 50; seed++) {
            var ask = new Ask(space, MINIMIZE, 100);
            warm += sphere(new CmaEsSampler(PLAIN.withStartupTrials(100))
                    .suggest(ask, history, Rng.of(seed, 100))
                    .parameters()
                    .point());
            cold += sphere(RandomSampler.draw(space, Rng.of(seed, 100)));
        }

        assertThat(warm).isLessThan(cold / 2);
    }

    @Test
    void suggest_inAnyOrderOfAnswers_isThatOfTheOrderOfNumbers() {
        var space = Spaces.cube(3);
        var inOrder = new TrialTable(3, 1);
        var outOfOrder = new TrialTable(3, 1);
        for (int n = 0; n < 40; n++) {
            double[] point = RandomSampler.draw(space, Rng.of(9, n));
            inOrder.put(Histories.complete(n, point, sphere(point)));
            outOfOrder.put(Histories.running(n, point));
        }
        var sampler = newSampler(space);
        var ask = new Ask(space, MINIMIZE, 40);
        for (int k = 0; k < 40; k++) {
            int n = k * 7 % 40;
            double[] point = RandomSampler.draw(space, Rng.of(9, n));
            outOfOrder.put(Histories.complete(n, point, sphere(point)));
            assertThat(space.contains(sampler.suggest(ask, outOfOrder, Rng.of(1, k))
                            .parameters()
                            .point()))
                    .isTrue();
        }

        assertThat(sampler.suggest(ask, outOfOrder, Rng.of(1, 40)))
                .isEqualTo(newSampler(space).suggest(ask, inOrder, Rng.of(1, 40)));
    }

    @Test
    void suggest_whereTrialsFailOrViolate_movesAway() {
        for (TrialState state : List.of(TrialState.FAIL, TrialState.COMPLETE)) {
            var space = Spaces.cube(2);
            var sampler = newSampler(space);
            var history = new TrialTable(2, 1);
            int bad = 0;
            for (int n = 0; n < 120; n++) {
                var suggestion = sampler.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(2, n));
                double[] point = suggestion.parameters().point();
                boolean fails = point[0] < 0.7;
                double[] values = fails && state == TrialState.FAIL ? null : new double[] {point[0]};
                double[] constraints = state == TrialState.FAIL ? null : new double[] {0.7 - point[0]};
                history.put(
                        new Trial(n, fails ? state : TrialState.COMPLETE, point, values, constraints, Reports.NONE));
                bad += n >= 60 && fails ? 1 : 0;
            }

            assertThat(bad).as("%s", state).isLessThan(40);
        }
    }

    @Test
    void suggest_untilEnoughTrialsEnded_isRandom() {
        var space = Spaces.cube(2);
        var history = new TrialTable(2, 1);
        var sampler = new CmaEsSampler(CmaEsOptions.defaults().withStartupTrials(2));
        history.put(Histories.complete(0, new double[] {0.1, 0.5}, 0));
        history.put(Histories.running(1, new double[] {0.7, 0.7}));
        var ask = new Ask(space, MINIMIZE, 2);

        assertThat(sampler.suggest(ask, history, Rng.of(1, 2)).origin()).isEqualTo(Origin.STARTUP);
        history.put(Histories.complete(1, new double[] {0.7, 0.7}, 3));
        assertThat(sampler.suggest(ask, history, Rng.of(1, 2)).origin()).isEqualTo(Origin.MODEL);
    }

    @Test
    void severalObjectives_areRefused() {
        assertThatThrownBy(() -> CmaEsSampler.check(List.of(Direction.MINIMIZE, Direction.MINIMIZE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 2");
    }

    @Test
    void options_thatCannotBe_areRefused() {
        var options = CmaEsOptions.defaults();
        assertThatThrownBy(() -> options.withSigma0(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withSigma0(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withPopsize(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withRestarts(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withStartupTrials(0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Steps so short that their lengths in units of sigma are infinite. */
    @Test
    void suggest_whereNumbersFail_beginsAnew_andSaysSo() {
        var space = Spaces.cube(2);
        for (int restarts : new int[] {0, 9}) {
            var sampler = new CmaEsSampler(
                    PLAIN.withSigma0(Double.MIN_VALUE).withPopsize(4).withRestarts(restarts));
            var history = new TrialTable(2, 1);
            var origins = new ArrayList<Origin>();
            for (int n = 0; n < 200; n++) {
                var suggestion = sampler.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(1, n));
                double[] point = n < 9
                        ? RandomSampler.draw(space, Rng.of(3, n))
                        : suggestion.parameters().point();
                origins.add(suggestion.origin());
                history.put(Histories.complete(n, point, sphere(point)));
            }

            assertThat(origins.subList(5, 9)).containsOnly(Origin.MODEL);
            int learns = restarts == 0 ? 13 : 17; // a restart doubles the generation
            assertThat(origins.subList(9, learns)).containsOnly(Origin.FALLBACK);
            assertThat(origins.subList(learns, 200)).containsOnly(Origin.MODEL);
            assertThat(best(history)).isLessThan(1e-3);
        }
    }
}
