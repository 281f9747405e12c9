package io.asktell.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.MultiObjectiveContract;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Spaces;
import io.asktell.sampler.Suggestion;
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
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class GpSamplerTest implements MultiObjectiveContract {
    private static final List<Direction> MINIMIZE = List.of(Direction.MINIMIZE);

    @Override
    public Sampler newSampler(SearchSpace space) {
        return new GpSampler(GpOptions.defaults());
    }

    /** The least loss of so many trials. */
    private static double best(
            Sampler sampler, SearchSpace space, int trials, long seed, ToDoubleFunction<double[]> loss) {
        var history = new TrialTable(space.size(), 1);
        double best = Double.POSITIVE_INFINITY;
        for (int n = 0; n < trials; n++) {
            double[] point = sampler.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(seed, n))
                    .parameters()
                    .point();
            double value = loss.applyAsDouble(point);
            best = Math.min(best, value);
            history.put(Histories.complete(n, point, value));
        }
        return best;
    }

    private static double bowl(double[] x) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - 0.2 - 0.1 * i) * (x[i] - 0.2 - 0.1 * i);
        }
        return sum;
    }

    /** With more valleys than twenty trials can tell apart. */
    private static double waves(double[] x) {
        double sum = bowl(x);
        for (double xi : x) {
            sum += StrictMath.sin(20 * xi) / 5;
        }
        return sum;
    }

    @Test
    void aBowl_isFoundTheBottomOf() {
        var space = Spaces.cube(4);

        assertThat(best(newSampler(space), space, 40, 1, GpSamplerTest::bowl)).isLessThan(1e-4);
        assertThat(best(new RandomSampler(), space, 40, 1, GpSamplerTest::bowl)).isGreaterThan(1e-2);
    }

    @Test
    void aMixedSpace_isSearchedInAllItsParameters() {
        var space = SearchSpace.of(
                Parameter.of("rate", FloatDistribution.logarithmic(1e-5, 1)),
                Parameter.of("layers", IntDistribution.of(1, 12)),
                Parameter.of("kind", CategoricalDistribution.of("a", "b", "c", "d")));
        ToDoubleFunction<double[]> loss = p -> {
            double log = StrictMath.log10(p[0]) + 3;
            return log * log + 0.1 * (p[1] - 7) * (p[1] - 7) + (p[2] == 2 ? 0 : 1);
        };

        assertThat(best(newSampler(space), space, 45, 2, loss)).isLessThan(0.01);
    }

    @Test
    void pendingTrials_keepAsksApart() {
        var space = Spaces.cube(2);
        var history = new TrialTable(2, 1);
        for (int n = 0; n < 12; n++) {
            double[] point = RandomSampler.draw(space, Rng.of(3, n));
            history.put(Histories.complete(n, point, waves(point)));
        }
        var sampler = newSampler(space);
        for (int n = 12; n < 20; n++) {
            double[] point = sampler.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(3, n))
                    .parameters()
                    .point();
            for (int other = 12; other < n; other++) {
                double dx = point[0] - history.parameter(other, 0);
                double dy = point[1] - history.parameter(other, 1);
                assertThat(dx * dx + dy * dy).isGreaterThan(1e-5);
            }
            history.put(Histories.running(n, point));
        }
    }

    @Test
    void constraints_leadToTheBestFeasiblePoint() {
        var space = Spaces.cube(2);
        var history = new TrialTable(2, 1);
        var sampler = newSampler(space);
        double best = Double.POSITIVE_INFINITY;
        int atTheBorder = 0;
        for (int n = 0; n < 50; n++) {
            double[] x = sampler.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(4, n))
                    .parameters()
                    .point();
            double violation = 1.2 - x[0] - x[1]; // the least sum of squares is 0.72, at 0.6 and 0.6
            double loss = x[0] * x[0] + x[1] * x[1];
            atTheBorder += n >= 25 && Math.abs(violation) < 0.1 ? 1 : 0;
            if (violation <= 0) {
                best = Math.min(best, loss);
            }
            history.put(
                    new Trial(n, TrialState.COMPLETE, x, new double[] {loss}, new double[] {violation}, Reports.NONE));
        }

        assertThat(best).isBetween(0.72, 0.7205);
        assertThat(atTheBorder).isGreaterThan(20); // found by then, so what is left to gain lies there
    }

    @Test
    void startup_isALowDiscrepancySequence_thenTheModelChooses() {
        var space = Spaces.cube(2);
        var history = new TrialTable(2, 1);
        var sampler = new GpSampler(GpOptions.defaults().withStartupTrials(3));
        for (int n = 0; n < 4; n++) {
            var suggestion = sampler.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(5, n));
            assertThat(suggestion.origin()).isEqualTo(n < 3 ? Origin.STARTUP : Origin.MODEL);
            double[] point = suggestion.parameters().point();
            history.put(Histories.complete(n, point, bowl(point)));
        }
    }

    @Test
    void aFailedTrial_isNotAskedForAgain() {
        var space = Spaces.cube(1);
        var history = new TrialTable(1, 1);
        for (int n = 0; n < 12; n++) {
            double[] point = {n / 12.0};
            history.put(Histories.complete(n, point, waves(point)));
        }
        var sampler = newSampler(space);
        double[] first = sampler.suggest(new Ask(space, MINIMIZE, 12), history, Rng.of(6, 12))
                .parameters()
                .point();
        history.put(new Trial(12, TrialState.FAIL, first, null, null, Reports.NONE));

        double[] second = sampler.suggest(new Ask(space, MINIMIZE, 13), history, Rng.of(6, 13))
                .parameters()
                .point();

        assertThat(Math.abs(second[0] - first[0])).isGreaterThan(1e-3);
    }

    @Test
    void suggest_whereTheModelFails_isDrawn_andSaysSo() {
        var space = Spaces.cube(3);
        var history = Histories.eventful(space, 1, 40, 1);
        var ask = new Ask(space, MINIMIZE, history.size());
        var sampler = new GpSampler(GpOptions.defaults(), losses -> {
            double[] none = new double[losses.length];
            Arrays.fill(none, Double.NaN);
            return none;
        });

        Suggestion drawn = sampler.suggest(ask, history, Rng.of(1, 1));

        assertThat(drawn.origin()).isEqualTo(Origin.FALLBACK);
        assertThat(space.contains(drawn.parameters().point())).isTrue();
    }
}
