package io.asktell.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.MultiObjectiveContract;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Spaces;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class TpeSamplerTest implements MultiObjectiveContract {
    private static final List<Direction> MINIMIZE = List.of(Direction.MINIMIZE);

    @Override
    public Sampler newSampler(SearchSpace space) {
        return new TpeSampler(TpeOptions.defaults());
    }

    @Nested
    final class Univariate implements MultiObjectiveContract {
        @Override
        public Sampler newSampler(SearchSpace space) {
            return new TpeSampler(TpeOptions.defaults().withMultivariate(false).withConstantLiar(false));
        }
    }

    @Nested
    final class AllTogether implements MultiObjectiveContract {
        @Override
        public Sampler newSampler(SearchSpace space) {
            return new TpeSampler(TpeOptions.defaults()
                    .withMultivariate(true)
                    .withGroup(false)
                    .withStartupTrials(0));
        }
    }

    private static double best(
            Supplier<Sampler> sampler, SearchSpace space, int trials, long seed, ToDoubleFunction<double[]> loss) {
        var history = new TrialTable(space.size(), 1);
        var one = sampler.get();
        double best = Double.POSITIVE_INFINITY;
        for (int n = 0; n < trials; n++) {
            double[] point = one.suggest(new Ask(space, MINIMIZE, n), history, Rng.of(seed, n))
                    .parameters()
                    .point();
            history.put(Histories.complete(n, point, loss.applyAsDouble(point)));
            best = Math.min(best, loss.applyAsDouble(point));
        }
        return best;
    }

    private static int wins(SearchSpace space, int trials, TpeOptions options, ToDoubleFunction<double[]> loss) {
        int wins = 0;
        for (int seed = 0; seed < 20; seed++) {
            double tpe = best(() -> new TpeSampler(options), space, trials, seed, loss);
            wins += tpe < best(RandomSampler::new, space, trials, seed, loss) ? 1 : 0;
        }
        return wins;
    }

    // A sampler no better than random wins 15 or more of 20 with probability 0.02, 16 or more with 0.006.

    @Test
    void suggest_onASphere_beatsRandom() {
        ToDoubleFunction<double[]> sphere =
                x -> Arrays.stream(x).map(v -> (v - 0.3) * (v - 0.3)).sum();

        assertThat(wins(Spaces.cube(4), 60, TpeOptions.defaults(), sphere)).isGreaterThanOrEqualTo(18);
        assertThat(wins(Spaces.cube(4), 60, TpeOptions.defaults().withMultivariate(false), sphere))
                .isGreaterThanOrEqualTo(16);
    }

    @Test
    void suggest_onAMixedSpace_beatsRandom() {
        var space = Spaces.flat();
        ToDoubleFunction<double[]> loss = x -> Math.abs(x[0] - 1)
                + Math.abs(StrictMath.log10(x[1]) + 2)
                + Math.abs(x[3] - 2)
                + Math.abs(StrictMath.log10(x[4]) - 1)
                + (x[6] == 3 ? 0 : 1)
                + Math.abs(x[7] - 1);

        assertThat(wins(space, 80, TpeOptions.defaults(), loss)).isGreaterThanOrEqualTo(18);
    }

    @Test
    void suggest_onAConditionalSpace_beatsRandom_howeverItGroups() {
        var space = SearchSpace.of(
                Parameter.of("kind", CategoricalDistribution.of("a", "b", "c")),
                Parameter.of("a", FloatDistribution.of(0, 1)).when("kind", "a"),
                Parameter.of("b", FloatDistribution.of(0, 1)).when("kind", "b"),
                Parameter.of("b2", FloatDistribution.of(0, 1)).when("kind", "b"));
        ToDoubleFunction<double[]> loss = x ->
                x[0] == 0 ? 0.3 + Math.abs(x[1] - 0.5) : x[0] == 1 ? Math.abs(x[2] - 0.2) + Math.abs(x[3] - 0.8) : 0.5;

        assertThat(wins(space, 60, TpeOptions.defaults(), loss)).isGreaterThanOrEqualTo(16);
        assertThat(wins(space, 60, TpeOptions.defaults().withGroup(false), loss))
                .isGreaterThanOrEqualTo(15);
        assertThat(wins(space, 60, TpeOptions.defaults().withMultivariate(false), loss))
                .isGreaterThanOrEqualTo(15);
    }

    @Test
    void suggest_untilEnoughTrialsEnded_isRandom() {
        var space = Spaces.cube(2);
        var history = new TrialTable(2, 1);
        var sampler = new TpeSampler(TpeOptions.defaults().withStartupTrials(3));
        for (int n = 0; n < 2; n++) {
            history.put(Histories.complete(n, new double[] {0.1 * n, 0.5}, n));
        }
        history.put(Histories.running(2, new double[] {0.7, 0.7}));
        var ask = new Ask(space, MINIMIZE, 4);

        assertThat(sampler.suggest(ask, history, Rng.of(1, 4)).origin()).isEqualTo(Origin.STARTUP);
        history.put(Histories.complete(2, new double[] {0.7, 0.7}, 3));
        assertThat(sampler.suggest(ask, history, Rng.of(1, 4)).origin()).isEqualTo(Origin.MODEL);
    }

    @Test
    void suggest_whenValuesArePermuted_changes() {
        var space = Spaces.cube(3);
        var history = new TrialTable(3, 1);
        var permuted = new TrialTable(3, 1);
        for (int n = 0; n < 30; n++) {
            double[] point = RandomSampler.draw(space, Rng.of(8, n));
            history.put(Histories.complete(n, point, n));
            permuted.put(Histories.complete(n, point, 29 - n));
        }
        var ask = new Ask(space, MINIMIZE, 30);

        assertThat(new TpeSampler(TpeOptions.defaults()).suggest(ask, history, Rng.of(8, 30)))
                .isNotEqualTo(new TpeSampler(TpeOptions.defaults()).suggest(ask, permuted, Rng.of(8, 30)));
    }

    @Test
    void suggest_withPendingTrials_keepsAway() {
        var space = SearchSpace.of(Parameter.of("c", CategoricalDistribution.of("a", "b", "c", "d")));
        var alone = new TrialTable(1, 1);
        for (int n = 0; n < 20; n++) {
            alone.put(Histories.complete(n, new double[] {n % 4}, n % 4 < 2 ? 0 : 1));
        }
        var crowded = alone.snapshot();
        for (int n = 20; n < 40; n++) {
            crowded.put(Histories.running(n, new double[] {0}));
        }
        int first = 0;
        int firstWhenCrowded = 0;
        for (int seed = 0; seed < 100; seed++) {
            first += choice(TpeOptions.defaults(), space, alone, seed) == 0 ? 1 : 0;
            firstWhenCrowded += choice(TpeOptions.defaults(), space, crowded, seed) == 0 ? 1 : 0;
            assertThat(choice(TpeOptions.defaults().withConstantLiar(false), space, crowded, seed))
                    .isEqualTo(choice(TpeOptions.defaults().withConstantLiar(false), space, alone, seed));
        }

        assertThat(first).isGreaterThan(60);
        assertThat(firstWhenCrowded).isLessThan(10);
    }

    private static double choice(TpeOptions options, SearchSpace space, TrialTable history, long seed) {
        var ask = new Ask(space, MINIMIZE, 40);
        return new TpeSampler(options)
                .suggest(ask, history, Rng.of(seed, 40))
                .parameters()
                .point()[0];
    }

    @Test
    void suggest_afterTheRangeGrew_usesTheNewRange() {
        var narrow = SearchSpace.of(Parameter.of("x", FloatDistribution.of(0, 1)));
        var wide = SearchSpace.of(Parameter.of("x", FloatDistribution.of(0, 10)));
        var sampler = new TpeSampler(TpeOptions.defaults());
        var history = new TrialTable(1, 1);
        double greatest = 0;
        for (int n = 0; n < 60; n++) {
            var ask = new Ask(n < 20 ? narrow : wide, MINIMIZE, n);
            double[] point =
                    sampler.suggest(ask, history, Rng.of(2, n)).parameters().point();
            history.put(Histories.complete(n, point, -point[0]));
            greatest = Math.max(greatest, point[0]);
        }

        assertThat(greatest).isGreaterThan(9);
    }

    @Test
    void options_thatCannotBe_areRefused() {
        assertThatThrownBy(() -> TpeOptions.defaults().withStartupTrials(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TpeOptions.defaults().withCandidates(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void greatest_isTheFirstOfTheGreatestNumbers_andFailsWithoutOne() {
        double none = Double.NaN;
        double nowhere = Double.NEGATIVE_INFINITY;

        assertThat(TpeSampler.greatest(new double[] {none, 1, nowhere, 3, 3, none}))
                .isEqualTo(3);
        assertThatThrownBy(() -> TpeSampler.greatest(new double[] {none, nowhere}))
                .isInstanceOf(ArithmeticException.class);
    }
}
