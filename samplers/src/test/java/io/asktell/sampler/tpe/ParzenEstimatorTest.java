package io.asktell.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import io.asktell.numeric.TruncatedNormal;
import io.asktell.sampler.Histories;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Spaces;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.Distribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ParzenEstimatorTest {
    private static final Widths AS_OPTUNA = new Widths(1, 100);

    private static Observations observe(SearchSpace space, double[]... points) {
        var history = new TrialTable(space.size(), 1);
        for (double[] point : points) {
            history.put(Histories.complete(history.size(), point, 0));
        }
        var observations = new Observations(space, List.of(Direction.MINIMIZE));
        observations.catchUp(history);
        return observations;
    }

    private static ParzenEstimator estimator(SearchSpace space, double[]... points) {
        int[] all = IntStream.range(0, space.size()).toArray();
        return new ParzenEstimator(
                observe(space, points).others(),
                all,
                Mixture.of(IntStream.range(0, points.length).toArray(), false),
                AS_OPTUNA);
    }

    private static ParzenEstimator estimator(Distribution distribution, double... values) {
        double[][] points = new double[values.length][];
        for (int i = 0; i < values.length; i++) {
            points[i] = new double[] {values[i]};
        }
        return estimator(SearchSpace.of(Parameter.of("x", distribution)), points);
    }

    private static double density(ParzenEstimator estimator, double... coordinates) {
        return StrictMath.exp(estimator.logDensity(coordinates));
    }

    /** The density of a normal distribution cut off at 0 and 1. */
    private static double normal(double x, double mean, double deviation) {
        double z = (x - mean) / deviation;
        double mass = StrictMath.exp(TruncatedNormal.logMass(-mean / deviation, (1 - mean) / deviation));
        return StrictMath.exp(-z * z / 2) / (deviation * StrictMath.sqrt(2 * StrictMath.PI) * mass);
    }

    @Test
    void density_isTheMixtureThatTheBandwidthRuleSays() {
        // sorted with the prior's mean: 0.2, 0.3, 0.5 (prior), 0.9; the outermost look inwards only; clipped from below
        // at 1/5
        var estimator = estimator(FloatDistribution.of(0, 1), 0.9, 0.2, 0.3);
        for (double x : new double[] {0, 0.25, 0.5, 0.77, 1}) {
            double expected = (normal(x, 0.9, 0.4) + normal(x, 0.2, 0.2) + normal(x, 0.3, 0.2) + normal(x, 0.5, 1)) / 4;

            assertThat(density(estimator, x)).isCloseTo(expected, within(1e-12));
        }
    }

    @Test
    void density_ofNothing_isThePriors() {
        assertThat(density(estimator(FloatDistribution.of(0, 1)), 0.3)).isCloseTo(normal(0.3, 0.5, 1), within(1e-12));
    }

    @Test
    void density_ofAContinuousParameter_integratesToOne() {
        double[] values = new double[40];
        for (int i = 0; i < values.length; i++) {
            values[i] = StrictMath.pow(10, -3 * Rng.of(1, i).nextDouble());
        }
        var estimator = estimator(FloatDistribution.logarithmic(1e-3, 1), values);
        double sum = 0;
        int cells = 20_000;
        for (int i = 0; i < cells; i++) {
            sum += density(estimator, (i + 0.5) / cells) / cells;
        }

        assertThat(sum).isCloseTo(1, within(1e-5)); // midpoint rule, kernels of width 1/42 and more
    }

    @Test
    void density_ofCountableParameters_sumsToOne() {
        var steps = estimator(FloatDistribution.stepped(0.6, 0.9, 0.05), 0.65, 0.65, 0.9, 0.6, 0.65);
        var ints = estimator(IntDistribution.of(-3, 200), 5, 5, 5, 100, -3, 200);
        var choices = estimator(CategoricalDistribution.of("a", "b", "c"), 0, 0, 2);
        var ordered = estimator(new CategoricalDistribution(List.of("a", "b", "c"), true), 0, 0, 2);

        assertThat(IntStream.range(0, 7).mapToDouble(k -> density(steps, k)).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(IntStream.range(0, 204).mapToDouble(k -> density(ints, k)).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(IntStream.range(0, 3).mapToDouble(k -> density(choices, k)).sum())
                .isCloseTo(1, within(1e-12));
        assertThat(IntStream.range(0, 3).mapToDouble(k -> density(ordered, k)).sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void density_ofChoices_sharesOneTrialsWorthAmongAll() {
        // kernels: (1 + 1/4, 1/4, 1/4) / (7/4) twice for a, once for c, and the prior (1, 1, 1) / 3
        var choices = estimator(CategoricalDistribution.of("a", "b", "c"), 0, 0, 2);

        assertThat(density(choices, 0)).isCloseTo((2 * 5 / 7.0 + 1 / 7.0 + 1 / 3.0) / 4, within(1e-12));
        assertThat(density(choices, 1)).isCloseTo((3 / 7.0 + 1 / 3.0) / 4, within(1e-12));
    }

    @Test
    void weights_ofOldTrials_rampUp_unlessAllAreEqual() {
        double[][] points = new double[30][];
        for (int i = 0; i < 30; i++) {
            points[i] = new double[] {i == 0 ? 0 : 1};
        }
        var space = SearchSpace.of(Parameter.of("x", CategoricalDistribution.of("a", "b")));
        int[] numbers = IntStream.range(0, 30).toArray();
        var ramp = new ParzenEstimator(
                observe(space, points).others(), new int[] {0}, Mixture.of(numbers, false), AS_OPTUNA);
        var equal = new ParzenEstimator(
                observe(space, points).others(), new int[] {0}, Mixture.of(numbers, true), AS_OPTUNA);
        double hit = (1 + 1 / 31.0) / (1 + 2 / 31.0);
        // five trials are older than the last 25: from 1/30 up to 1 by equal steps
        double old = 1 / 30.0 + (1 / 30.0 + 29 / 120.0) + (1 / 30.0 + 58 / 120.0) + (1 / 30.0 + 87 / 120.0) + 1;
        double total = old + 25 + 1;

        assertThat(density(ramp, 0))
                .isCloseTo((hit / 30 + (1 - hit) * (total - 1 - 1 / 30.0) + 0.5) / total, within(1e-12));
        assertThat(density(equal, 0)).isCloseTo((hit + (1 - hit) * 29 + 0.5) / 31, within(1e-12));
    }

    @Test
    void density_ofAnInactiveParameter_isLeftOut_andAKernelWithoutAValueIsThePriors() {
        var space = SearchSpace.of(
                Parameter.of("kind", CategoricalDistribution.of("a", "b")),
                Parameter.of("x", FloatDistribution.of(0, 1)).when("kind", "a"));
        var estimator = estimator(space, new double[] {1, Double.NaN});

        // kernels: the trial's, 3/4 for b and 1/4 for a, and the prior's
        assertThat(density(estimator, 1, Double.NaN)).isCloseTo((0.75 + 0.5) / 2, within(1e-12));
        assertThat(density(estimator, 0, 0.2)).isCloseTo((0.25 + 0.5) / 2 * normal(0.2, 0.5, 1), within(1e-12));
    }

    @Test
    void density_whereKernelsAreLeftOut_isThatOfAll() {
        var space = Spaces.flat();
        double[][] points = new double[300][];
        for (int i = 0; i < points.length; i++) {
            points[i] = RandomSampler.draw(space, Rng.of(2, i));
        }
        int[] numbers = IntStream.range(0, points.length).toArray();
        Observations observations = observe(space, points);
        for (int[] parameters : new int[][] {{0, 1, 2, 3, 4, 5, 6, 7}, {0}, {2}, {4}}) {
            var estimator =
                    new ParzenEstimator(observations.others(), parameters, Mixture.of(numbers, true), AS_OPTUNA);
            for (int c = 0; c < 20; c++) {
                double[] at = new double[parameters.length];
                for (int d = 0; d < at.length; d++) {
                    at[d] = estimator.draw(c * 15, d, Rng.of(3, c));
                }
                double plain = IntStream.rangeClosed(0, 300)
                        .mapToDouble(k -> StrictMath.exp(estimator.logDensityOf(k, at)) / 301)
                        .sum();

                assertThat(estimator.logDensity(at)).isCloseTo(StrictMath.log(plain), within(1e-9));
            }
        }
    }

    @Test
    void draws_followTheDensity() {
        var estimator = estimator(FloatDistribution.of(0, 1), 0.1, 0.15, 0.9, 0.7);
        var random = Rng.of(4, 0);
        int n = 20_000;
        int below = 0;
        double expected = 0;
        for (int i = 0; i < n; i++) {
            below += estimator.draw(estimator.draw(random), 0, random) < 0.4 ? 1 : 0;
            expected += 0.4 * density(estimator, 0.4 * (i + 0.5) / n) / n;
        }

        double sixDeviations = 6 * StrictMath.sqrt(expected * (1 - expected) / n);
        assertThat((double) below / n).isCloseTo(expected, within(sixDeviations));
    }

    @Test
    void anAxisOfMoreValuesThanNumbersTellApart_hasTheDensityOfAContinuousOne() {
        double values = 1L << 53;
        var whole = estimator(IntDistribution.of(0, (1L << 53) - 1), 0.25 * values, 0.5 * values, 0.75 * values);
        var real = estimator(FloatDistribution.of(0, 1), 0.25, 0.5, 0.75);

        for (double x : new double[] {0, 0.2, 0.5, 0.51, 0.99}) {
            assertThat(whole.logDensity(new double[] {StrictMath.rint(x * values)}) + StrictMath.log(values))
                    .isCloseTo(real.logDensity(new double[] {x}), within(1e-6));
        }
    }
}
