package io.asktell.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignedRanksTest {
    private static final double[] DARWIN = { // crossed less self-fertilised maize (Darwin 1876), in eighths of an inch
        49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48
    };

    /** By scipy 1.17.1: wilcoxon(d, alternative="greater", mode="exact"), and the same with ties by enumerating all signs. */
    @Test
    void probability_isThatOfTheReference() {
        assertThat(SignedRanks.probability(DARWIN)).isCloseTo(0.0206298828125, within(1e-12));
        assertThat(SignedRanks.probability(new double[] {1, 2, 3, 4, 5})).isEqualTo(1 / 32.0);
        assertThat(SignedRanks.probability(new double[] {-1, -2, -3, -4, -5})).isEqualTo(1);
        assertThat(SignedRanks.probability(new double[] {1, 1, 1, -1})).isEqualTo(5 / 16.0);
        assertThat(SignedRanks.probability(new double[] {0, 0, 1, 2, -1})).isCloseTo(0.375, within(1e-12));
        assertThat(SignedRanks.probability(new double[] {0, 0, 0})).isEqualTo(1);
    }

    @Test
    void probability_withTiesAndZeros_isTheShareOfSignPatterns() {
        double[] sizes = {0, 0.5, 0.5, 1, 1, 1, 2, 3, 3, 4};
        for (int pattern = 0; pattern < 1 << 10; pattern += 37) {
            double[] differences = signed(sizes, pattern);
            int asMuch = 0;
            for (int other = 0; other < 1 << 10; other++) {
                asMuch += positive(signed(sizes, other)) >= positive(differences) - 1e-9 ? 1 : 0;
            }
            assertThat(SignedRanks.probability(differences)).isCloseTo(asMuch / 1024.0, within(1e-12));
        }
    }

    @Test
    void probability_ofManyPairs_isNearTheExactOne() {
        double[] most = new double[60];
        Arrays.setAll(most, i -> Rng.of(1, i).nextGaussian() + 0.2);
        double[] more = Arrays.copyOf(most, 61);
        more[60] = 1e-9;

        assertThat(SignedRanks.probability(more)).isCloseTo(SignedRanks.probability(most), within(0.01));
    }

    private static double[] signed(double[] sizes, int pattern) {
        double[] differences = sizes.clone();
        Arrays.setAll(differences, i -> (pattern >> i & 1) == 1 ? -sizes[i] : sizes[i]);
        return differences;
    }

    /** The sum of the positive ranks, zeros counting half. */
    private static double positive(double[] differences) {
        double sum = 0;
        for (double difference : differences) {
            double rank = 0.5;
            for (double other : differences) {
                double less = Math.abs(difference) - Math.abs(other);
                rank += less > 0 ? 1 : less == 0 ? 0.5 : 0;
            }
            sum += difference > 0 ? rank : difference == 0 ? rank / 2 : 0;
        }
        return sum;
    }
}
