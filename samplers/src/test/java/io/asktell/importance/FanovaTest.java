package io.asktell.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.importance.Fanova.Interaction;
import io.asktell.numeric.Rng;
import io.asktell.sampler.Histories;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Spaces;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/** Shares are compared with analytic variances; with 2,000 trials they are off by less than 0.03. */
final class FanovaTest implements ImportanceContract {
    private static final Fanova FANOVA = new Fanova(FanovaOptions.defaults());

    @Override
    public ImportanceEvaluator newEvaluator() {
        return FANOVA;
    }

    private static TrialTable trials(SearchSpace space, int n, ToDoubleFunction<double[]> f) {
        var history = new TrialTable(space.size(), 1);
        for (int i = 0; i < n; i++) {
            double[] point = RandomSampler.draw(space, Rng.of(1, i));
            history.put(Histories.complete(i, point, f.applyAsDouble(point)));
        }
        return history;
    }

    private static Map<String, Double> shares(SearchSpace space, int n, ToDoubleFunction<double[]> f) {
        return FANOVA.evaluate(space, trials(space, n, f), Direction.MINIMIZE, 0);
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

    private static double sobolG(double[] x) {
        double[] a = {0, 1, 4.5};
        double product = 1;
        for (int i = 0; i < 3; i++) {
            product *= (Math.abs(4 * x[i] - 2) + a[i]) / (1 + a[i]);
        }
        return product;
    }

    @Test
    void shares_ofSobolsGFunction_areKnown() {
        // factors (|4x - 2| + a) / (1 + a) with a = 0, 1, 4.5: main effects 1 / (3 (1 + a)²)
        double[] v = {1 / 3.0, 1 / 12.0, 1 / (3 * 5.5 * 5.5)};
        double total = v[0] + v[1] + v[2];

        assertShares(shares(Spaces.cube(3), 2000, FanovaTest::sobolG), v[0] / total, v[1] / total, v[2] / total);
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

    @Test
    void shares_ofValuesFarFromZero_orHuge_areThoseOfTheirDifferences() {
        var space = Spaces.cube(2);

        assertShares(shares(space, 2000, x -> 1e9 + 2 * x[0] + x[1]), 0.8, 0.2);
        assertShares(shares(space, 2000, x -> 1e307 * (2 * x[0] + x[1])), 0.8, 0.2);
    }

    @Test
    void interactions_ofSobolsGFunction_areKnown() {
        // a pair's part is the product of the two main effects; the whole variance is the product of all (1 + v), less
        // 1
        double[] v = {1 / 3.0, 1 / 12.0, 1 / (3 * 5.5 * 5.5)};
        double total = (1 + v[0]) * (1 + v[1]) * (1 + v[2]) - 1;
        var space = Spaces.cube(3);

        var interactions = FANOVA.interactions(
                space, trials(space, 2000, FanovaTest::sobolG), loss(trials(space, 2000, FanovaTest::sobolG)));

        assertThat(interactions).extracting(Interaction::first).containsExactly("x0", "x0", "x1");
        assertThat(interactions).extracting(Interaction::second).containsExactly("x1", "x2", "x2");
        assertThat(interactions.get(0).share()).isCloseTo(v[0] * v[1] / total, within(0.03));
        assertThat(interactions.get(1).share()).isCloseTo(v[0] * v[2] / total, within(0.03));
        assertThat(interactions.get(2).share()).isCloseTo(v[1] * v[2] / total, within(0.03));
    }

    @Test
    void interactions_ofAProduct_areNearlyAllThereIs_andOfASumNothing() {
        var space = Spaces.cube(4);
        var product = trials(space, 2000, x -> (x[0] - 0.5) * (x[2] - 0.5));
        var sum = trials(space, 2000, x -> x[0] + x[2]);

        var together = FANOVA.interactions(space, product, loss(product)).get(0);

        assertThat(together).extracting(Interaction::first, Interaction::second).containsExactly("x0", "x2");
        assertThat(together.share()).isGreaterThan(0.8);
        assertThat(FANOVA.interactions(space, sum, loss(sum)))
                .hasSize(6)
                .allMatch(interaction -> interaction.share() >= 0 && interaction.share() < 0.02);
    }

    @Test
    void interactions_whereNothingVaries_areNone() {
        var space = Spaces.cube(2);
        var flat = trials(space, 20, x -> 1);

        assertThat(FANOVA.interactions(space, flat, loss(flat))).containsExactly(new Interaction("x0", "x1", 0));
    }

    private static IntToDoubleFunction loss(TrialTable history) {
        return n -> history.value(n, 0);
    }
}
