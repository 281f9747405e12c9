package io.asktell.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class HypervolumeTest {
    /** Values that other implementations assert of themselves: tests of pagmo2, moarchiving and jMetalPy on GitHub, read in 2026. */
    static Stream<Arguments> published() {
        return Stream.of(
                Arguments.of("pagmo2", 17.91, 7, new double[][] {{2.3, 4.5}, {3.4, 3.4}, {6.0, 1.2}}),
                Arguments.of("pagmo2", 66.386, 7, new double[][] {{2.3, 4.5, 3.2}, {3.4, 3.4, 3.4}, {6.0, 1.2, 3.6}}),
                Arguments.of("pagmo2", 373.21228, 7, new double[][] {
                    {2.3, 4.5, 3.2, 1.9, 6.0}, {3.4, 3.4, 3.4, 2.1, 5.8}, {6.0, 1.2, 3.6, 3.0, 6.0}
                }),
                Arguments.of("pagmo2", 16, 3, new double[][] {{1, 1, 1, 1}, {2, 2, 2, 2}}),
                Arguments.of("moarchiving", 13, 4, new double[][] {{1, 2, 3}, {2, 3, 1}, {3, 1, 2}}),
                Arguments.of("jMetalPy", 5, 2, new double[][] {{1, 0, 1}, {0, 1, 0}}));
    }

    @ParameterizedTest
    @MethodSource("published")
    void volume_isThatOfOtherImplementations(String source, double expected, double reference, double[][] losses) {
        double[] corner = new double[losses[0].length];
        Arrays.fill(corner, reference);

        assertThat(Hypervolume.of(losses, corner)).as(source).isCloseTo(expected, within(1e-12 * expected));
    }

    /** What vectors add to all the others: the tests of pagmo2, where some hardly touch the rest. */
    @Test
    void contributions_areThoseOfOtherImplementations() {
        double[][] losses = {{-6, -1, -6}, {-1, -3, -5}, {-3, -4, -4}, {-4, -2, -3}, {-5, -5, -2}, {-2, -6, -1}};
        double[] expected = {18, 2, 12, 1, 18, 2};
        for (int i = 0; i < losses.length; i++) {
            double[][] others = losses.clone();
            others[i] = new double[] {0, 0, 0};

            assertThat(Hypervolume.contribution(losses[i], others, new double[3]))
                    .isEqualTo(expected[i]);
        }
    }

    /** The area under the fronts of ZDT1 and ZDT2 up to (1.1, 1.1), by integration; n points lie below it by some 1/n. */
    @ParameterizedTest
    @CsvSource({"0.5, 0.8766666666666667", "2, 0.5433333333333333"})
    void volume_ofTheZdtFronts_isTheirIntegral(double exponent, double expected) {
        int n = 20_000;
        double[][] front = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            double f1 = i / (double) n;
            front[i] = new double[] {f1, 1 - StrictMath.pow(f1, exponent)};
        }

        assertThat(Hypervolume.of(front, new double[] {1.1, 1.1})).isCloseTo(expected, within(1e-4));
    }

    private static double[][] sphere(int n, int objectives) {
        double[][] front = new double[n][objectives];
        for (int i = 0; i < n; i++) {
            var random = Rng.of(9, i);
            Arrays.setAll(front[i], k -> Math.abs(random.nextGaussian()));
            double length =
                    StrictMath.sqrt(Arrays.stream(front[i]).map(v -> v * v).sum());
            for (int k = 0; k < objectives; k++) {
                front[i][k] = 1 - front[i][k] / length; // concave: no vector dominates another
            }
        }
        return front;
    }

    /** What inclusion and exclusion of all overlaps gives, by another way than the recursion. */
    @ParameterizedTest
    @CsvSource({"3", "4", "5"})
    void volume_isThatOfInclusionAndExclusion(int objectives) {
        double[][] front = sphere(12, objectives);
        double expected = 0;
        for (int subset = 1; subset < 1 << front.length; subset++) {
            double box = 1;
            for (int k = 0; k < objectives; k++) {
                double worst = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < front.length; i++) {
                    worst = (subset >> i & 1) == 1 ? Math.max(worst, front[i][k]) : worst;
                }
                box *= 1.1 - worst;
            }
            expected += Integer.bitCount(subset) % 2 == 1 ? box : -box;
        }
        double[] reference = new double[objectives];
        Arrays.fill(reference, 1.1);

        assertThat(Hypervolume.of(front, reference)).isCloseTo(expected, within(1e-11));
    }

    @Test
    void history_isTheVolumeOfEachBeginning() {
        for (int objectives = 1; objectives <= 4; objectives++) {
            double[][] losses = new double[40][objectives];
            for (int i = 0; i < losses.length; i++) {
                var random = Rng.of(objectives, i);
                Arrays.setAll(losses[i], k -> random.nextInt(8));
            }
            losses[7][0] = Double.NaN;
            double[] reference = new double[objectives];
            Arrays.fill(reference, 7);

            double[] history = Hypervolume.history(losses, reference);

            for (int n = 0; n < losses.length; n++) {
                assertThat(history[n]).isCloseTo(Hypervolume.of(Arrays.copyOf(losses, n + 1), reference), within(1e-9));
            }
        }
    }

    /** Ten times what it takes on a busy core: a bound against a wrong order of growth, not a measurement. */
    @ParameterizedTest
    @CsvSource({"200, 4", "80, 5"})
    void volume_ofManyVectors_isQuick(int n, int objectives) {
        double[][] front = sphere(n, objectives);
        double[] reference = new double[objectives];
        Arrays.fill(reference, 1.1);
        Hypervolume.of(front, reference);
        long begun = System.nanoTime();

        Hypervolume.of(front, reference);

        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(millis).isLessThan(1000);
    }
}
