package io.asktell.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Histories;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Spaces;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Shares are compared with analytic variances; with 2,000 trials they are off by less than 0.03. */
final class FanovaTest {
    private static final Fanova FANOVA = new Fanova(FanovaOptions.defaults());

    private static TrialTable trials(SearchSpace space, int n, ToDoubleFunction<double[]> f) {
        var history = new TrialTable(space.size(), 1);
        for (int i = 0; i < n; i++) {
            double[] point = RandomSampler.draw(space, Rng.of(1, i));
            history.put(Histories.complete(i, point, f.applyAsDouble(point)));
        }
        return history;
    }

    private static Map<String, Double> shares(SearchSpace space, int n, ToDoubleFunction<double[]> f) {
        return FANOVA.evaluate(space, trials(space, n, f), 0);
    }

    private static void assertShares(Map<String, Double> shares, double... expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(shares.get("x" + i)).as("x%d of %s", i, shares).isCloseTo(expected[i], within(0.03));
        }
    }

    @Test
    void shares_ofALinearFunction_areTheSquaresOfItsSlopes() {
        assertShares(
                shares(Spaces.cube(10), 2000, x -> 4 * x[0] + 2 * x[1] + x[2]), 16 / 21.0, 4 / 21.0, 1 / 21.0, 0, 0);
    }

    @Test
    void shares_ofSobolsGFunction_areKnown() {
        // factors (|4x - 2| + a) / (1 + a) with a = 0, 1, 4.5: main effects 1 / (3 (1 + a)²)
        double[] a = {0, 1, 4.5};
        double[] v = {1 / 3.0, 1 / 12.0, 1 / (3 * 5.5 * 5.5)};
        double total = v[0] + v[1] + v[2];

        assertShares(
                shares(Spaces.cube(3), 2000, x -> {
                    double product = 1;
                    for (int i = 0; i < 3; i++) {
                        product *= (Math.abs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
                    }
                    return product;
                }),
                v[0] / total,
                v[1] / total,
                v[2] / total);
    }

    @Test
    void shares_underNoise_stay() {
        var noise = Rng.of(5, 5);

        assertShares(shares(Spaces.cube(4), 2000, x -> 2 * x[0] + x[1] + 0.2 * noise.nextGaussian()), 0.8, 0.2, 0, 0);
    }

    @Test
    void shares_onAMixedSpace_areOnTheScaleOfTheParameter() {
        var space = SearchSpace.of(
                Parameter.of("x0", FloatDistribution.logarithmic(1e-4, 1)),
                Parameter.of("x1", IntDistribution.of(0, 3)),
                Parameter.of("x2", CategoricalDistribution.of("a", "b", "c")),
                Parameter.of("x3", FloatDistribution.of(1, 1)));
        // variances: of log10 over four decades 16/12; of 0..3 15/12; of {0, 2, 0} 8/9
        double total = 16 / 12.0 + 15 / 12.0 + 8 / 9.0;

        assertShares(
                shares(space, 2000, x -> StrictMath.log10(x[0]) + x[1] + (x[2] == 1 ? 2 : 0)),
                16 / 12.0 / total,
                15 / 12.0 / total,
                8 / 9.0 / total,
                0);
    }

    @Test
    void shares_ofAConditionalParameter_countAsOftenAsItIsActive() {
        var space = SearchSpace.of(
                Parameter.of("x0", CategoricalDistribution.of("on", "off")),
                Parameter.of("x1", FloatDistribution.of(-1, 1)).when("x0", "on"),
                Parameter.of("x2", FloatDistribution.of(-1, 1)));
        // x1 has half its effect on average, so a quarter of the variance of x2; x0 alone has none
        assertShares(shares(space, 2000, x -> (x[0] == 0 ? x[1] : 0) + x[2]), 0, 0.2, 0.8);
    }

    @ParameterizedTest
    @MethodSource("io.asktell.sampler.Spaces#everyKind")
    void shares_areOfAllParameters_descending_andSumToOne(SearchSpace space) {
        var history = Histories.eventful(space, 1, 120, 3);

        Map<String, Double> shares = FANOVA.evaluate(space, history, 0);

        assertThat(shares).hasSize(space.size()).isEqualTo(FANOVA.evaluate(space, history, 0));
        assertThat(shares.values()).allMatch(share -> share >= 0);
        assertThat(List.copyOf(shares.values())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(shares.values().stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    void shares_whenNothingMattered_areEqual() {
        assertThat(shares(Spaces.cube(4), 50, x -> 3)).containsValues(0.25).hasSize(4);
        assertThat(shares(SearchSpace.of(Parameter.of("x0", IntDistribution.of(1, 1))), 5, x -> x[0]))
                .isEqualTo(Map.of("x0", 1.0));
    }

    @Test
    void shares_ofValuesFarFromZero_orHuge_areThoseOfTheirDifferences() {
        var space = Spaces.cube(2);

        assertShares(shares(space, 2000, x -> 1e9 + 2 * x[0] + x[1]), 0.8, 0.2);
        assertShares(shares(space, 2000, x -> 1e307 * (2 * x[0] + x[1])), 0.8, 0.2);
    }

    @Test
    void trialsThatAreNotFinite_doNotCount() {
        var space = Spaces.cube(1);
        var history = new TrialTable(1, 1);
        history.put(Histories.complete(0, new double[] {0.1}, Double.POSITIVE_INFINITY));
        history.put(Histories.complete(1, new double[] {0.2}, 1));
        history.put(Histories.running(2, new double[] {0.3}));

        assertThatThrownBy(() -> FANOVA.evaluate(space, history, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 1");
        history.put(Histories.complete(2, new double[] {0.3}, 2));
        assertThat(FANOVA.evaluate(space, history, 0)).isEqualTo(Map.of("x0", 1.0));
    }
}
