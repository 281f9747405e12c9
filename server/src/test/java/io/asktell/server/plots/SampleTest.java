package io.asktell.server.plots;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SampleTest {
    private static int[] upTo(int size) {
        return IntStream.range(0, size).toArray();
    }

    @Test
    void stable_isTheSameEachTime_ofTheCountWanted_andSpread() {
        int[] sample = Sample.stable(upTo(10_000), 100);

        assertThat(sample).hasSize(100).isSorted().doesNotHaveDuplicates();
        assertThat(Sample.stable(upTo(10_000), 100)).isEqualTo(sample);
        assertThat(Arrays.stream(sample).filter(n -> n < 5_000).count()).isBetween(30L, 70L);
        assertThat(Sample.stable(upTo(5), 10)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void stable_whenTrialsAreAdded_keepsMostOfTheSample() {
        int[] before = Sample.stable(upTo(10_000), 1_000);
        int[] after = Sample.stable(upTo(10_100), 1_000);

        assertThat(Sample.without(before, after).length).isLessThan(30);
    }

    @Test
    void least_ofTies_takesTheLowestNumbers() {
        double[] losses = {3, 1, 2, 1, 2, 2};

        assertThat(Sample.least(upTo(6), n -> losses[n], 3)).containsExactly(1, 2, 3);
        assertThat(Sample.least(upTo(6), n -> losses[n], 0)).isEmpty();
        assertThat(Sample.least(upTo(6), n -> losses[n], 9)).hasSize(6);
    }

    @Test
    void extremes_areTheLeastAndTheMostOfEachStretch_whateverIsNotANumber() {
        double[] values = {Double.NaN, 5, 1, 3, 7, 7};

        assertThat(Sample.extremes(upTo(6), n -> values[n], 2)).containsExactly(1, 2, 3, 4);
        assertThat(Sample.extremes(new int[0], n -> values[n], 3)).isEmpty();
    }

    @Test
    void even_keepsTheEnds() {
        assertThat(Sample.even(upTo(101), 5)).containsExactly(0, 25, 50, 75, 100);
    }
}
