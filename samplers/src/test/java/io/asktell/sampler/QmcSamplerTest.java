package io.asktell.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class QmcSamplerTest implements MultiObjectiveContract {
    @Override
    public Sampler newSampler(SearchSpace space) {
        return new QmcSampler(QmcOptions.defaults());
    }

    private static double[] point(QmcOptions options, int dimension, int number) {
        var space = Spaces.cube(dimension);
        var ask = new Ask(space, List.of(Direction.MINIMIZE), number);
        return new QmcSampler(options)
                .suggest(ask, new TrialTable(dimension, 1), Rng.of(number, 0))
                .parameters()
                .point();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void sobol_inEachStretchOfAPowerOfTwo_putsOnePointInEachInterval(boolean scramble) {
        int n = 256;
        int first = scramble ? n : n - 1; // unscrambled, the points are one further on
        for (int d = 0; d < 5; d++) {
            Set<Integer> intervals = new HashSet<>();
            for (int i = 0; i < n; i++) {
                intervals.add((int) (point(QmcOptions.defaults().withScramble(scramble), 5, first + i)[d] * n));
            }

            assertThat(intervals).hasSize(n);
        }
    }

    @Test
    void sobol_inTwoDimensions_putsOnePointInEachBox() {
        for (int wide = 0; wide <= 6; wide++) {
            Set<Integer> boxes = new HashSet<>();
            for (int i = 0; i < 64; i++) {
                double[] x = point(QmcOptions.defaults().withSeed(9), 2, i);
                boxes.add(((int) (x[0] * (1 << wide)) << 8) + (int) (x[1] * (64 >> wide)));
            }

            assertThat(boxes).as("%d wide", 1 << wide).hasSize(64);
        }
    }

    @Test
    void halton_unscrambled_isTheRadicalInverse() {
        var options = new QmcOptions(QmcOptions.Type.HALTON, false, 0);

        assertThat(point(options, 3, 0)).containsExactly(1 / 2.0, 1 / 3.0, 1 / 5.0);
        assertThat(point(options, 3, 5)).containsExactly(3 / 8.0, 2 / 9.0, 1 / 5.0 + 1 / 25.0);
    }

    @Test
    void halton_scrambled_putsOnePointInEachIntervalOfItsPrime() {
        for (int d = 0; d < 3; d++) {
            int n = new int[] {64, 81, 125}[d];
            Set<Integer> intervals = new HashSet<>();
            for (int i = 0; i < n; i++) {
                // number i has index i + 1, and any stretch of n will do
                intervals.add((int) (point(new QmcOptions(QmcOptions.Type.HALTON, true, 4), 3, i)[d] * n));
            }

            assertThat(intervals).hasSize(n);
        }
    }

    @Test
    void seeds_giveDifferentPoints_andTheGeneratorDoesNot() {
        var options = QmcOptions.defaults();

        assertThat(point(options.withSeed(1), 2, 3)).isNotEqualTo(point(options.withSeed(2), 2, 3));
        assertThat(point(options.withSeed(1), 2, 3)).isEqualTo(point(options.withSeed(1), 2, 3));
    }

    @Test
    void tooManyParameters_areRefused() {
        var halton = new QmcSampler(QmcOptions.defaults().withType(QmcOptions.Type.HALTON));

        halton.check(Spaces.cube(40));
        assertThatThrownBy(() -> halton.check(Spaces.cube(41)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("41");
    }
}
