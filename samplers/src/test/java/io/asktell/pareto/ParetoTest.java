package io.asktell.pareto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ParetoTest {
    /** Values on a coarse grid, so that ties and equal vectors occur. */
    private static double[][] random(int n, int objectives, long seed) {
        double[][] losses = new double[n][objectives];
        for (int i = 0; i < n; i++) {
            var random = Rng.of(seed, i);
            Arrays.setAll(losses[i], k -> random.nextInt(12));
        }
        return losses;
    }

    /** Ranks by their definition: peel off what nothing left dominates. */
    private static int[] ranksByPeeling(double[][] losses) {
        int[] ranks = new int[losses.length];
        Arrays.fill(ranks, -1);
        for (int rank = 0; Arrays.stream(ranks).anyMatch(r -> r < 0); rank++) {
            int current = rank;
            int[] front = IntStream.range(0, losses.length)
                    .filter(i -> ranks[i] < 0)
                    .filter(i -> IntStream.range(0, losses.length)
                            .filter(j -> ranks[j] < 0)
                            .noneMatch(j -> Pareto.dominates(losses[j], losses[i])))
                    .toArray();
            Arrays.stream(front).forEach(i -> ranks[i] = current);
        }
        return ranks;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5})
    void ranks_areThoseOfPeeling(int objectives) {
        for (int seed = 0; seed < 20; seed++) {
            double[][] losses = random(60, objectives, seed);

            assertThat(Pareto.ranks(losses)).isEqualTo(ranksByPeeling(losses));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void ranks_thatStopEarly_agreeAsFarAsTheyGo(int objectives) {
        double[][] losses = random(80, objectives, 7);
        int[] all = Pareto.ranks(losses);
        for (int enough = 1; enough <= 80; enough++) {
            int[] some = Pareto.ranks(losses, enough);
            int known = 0;
            for (int i = 0; i < some.length; i++) {
                known += some[i] < Integer.MAX_VALUE ? 1 : 0;
                if (some[i] < Integer.MAX_VALUE) {
                    assertThat(some[i]).isEqualTo(all[i]);
                }
            }

            assertThat(known).isGreaterThanOrEqualTo(enough);
        }
    }

    @Test
    void dominance_withInfinitiesAndNaN() {
        double inf = Double.POSITIVE_INFINITY;

        assertThat(Pareto.dominates(new double[] {0, -inf}, new double[] {0, 1}))
                .isTrue();
        assertThat(Pareto.dominates(new double[] {0, inf}, new double[] {0, Double.NaN}))
                .isTrue();
        assertThat(Pareto.dominates(new double[] {0.0, 1}, new double[] {-0.0, 1}))
                .isFalse();
        assertThat(Pareto.dominates(new double[] {1, 1}, new double[] {1, 1})).isFalse();
        assertThat(Pareto.front(new double[][] {{1, Double.NaN}, {1, 2}, {0, inf}, {1, 2}}))
                .containsExactly(1, 2, 3);
        assertThat(Pareto.front(new double[0][])).isEmpty();
    }

    @Test
    void front_ofPairs_isTheFirstRank_withOddValues_too() {
        double[] odd = {0, -0.0, 1, 2, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
        for (int seed = 0; seed < 200; seed++) {
            var random = Rng.of(seed, 0);
            double[][] losses = new double[12][2];
            for (double[] loss : losses) {
                Arrays.setAll(loss, k -> odd[random.nextInt(odd.length)]);
            }
            int[] ranks = ranksByPeeling(losses);

            assertThat(Pareto.front(losses))
                    .isEqualTo(IntStream.range(0, 12).filter(i -> ranks[i] == 0).toArray());
        }
    }

    /** A bound against a wrong order of growth, not a measurement: on an idle core it takes some 20 milliseconds. */
    @ParameterizedTest
    @ValueSource(strings = {"scattered", "all on the front", "one first loss"})
    void front_ofAHundredThousandPairs_isQuick(String kind) {
        double[][] losses = new double[100_000][];
        for (int i = 0; i < losses.length; i++) {
            var random = Rng.of(3, i);
            double first = kind.startsWith("one") ? 1 : random.nextDouble();
            losses[i] = new double[] {first, kind.startsWith("all") ? 1 - first : random.nextDouble()};
        }
        Pareto.front(losses);
        long begun = System.nanoTime();

        int[] front = Pareto.front(losses);

        long millis = (System.nanoTime() - begun) / 1_000_000;
        assertThat(millis).isLessThan(1000);
        assertThat(front.length).isEqualTo(kind.startsWith("all") ? losses.length : front.length);
    }

    @Test
    void crowding_isInfiniteAtTheEnds_andTheSumOfGapsBetween() {
        double[] distances = Pareto.crowding(new double[][] {{0, 4}, {1, 2}, {4, 0}});

        assertThat(distances).containsExactly(Double.POSITIVE_INFINITY, 2, Double.POSITIVE_INFINITY);
        assertThat(Pareto.crowding(new double[][] {{1, 1}, {1, 1}, {1, 1}})[1]).isNotNaN();
    }

    @Test
    void hypervolume_ofBoxesThatOverlap() {
        double[] reference = {4, 4, 4};

        assertThat(Hypervolume.of(new double[][] {{1, 3}, {2, 2}, {3, 1}, {3, 3}}, new double[] {4, 4}))
                .isEqualTo(6);
        assertThat(Hypervolume.of(new double[][] {{2, 2, 2}}, reference)).isEqualTo(8);
        assertThat(Hypervolume.of(new double[][] {{2, 2, 2}, {0, 3, 3}, {2, 2, 2}}, reference))
                .isEqualTo(8 + 4 - 2);
        assertThat(Hypervolume.of(new double[][] {{5, 0, 0}, {Double.NaN, 0, 0}, {4, 0, 0}}, reference))
                .isZero();
        assertThat(Hypervolume.of(new double[][] {{3}, {1}}, new double[] {5})).isEqualTo(4);
        assertThat(Hypervolume.of(new double[0][], reference)).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5})
    void hypervolume_countsTheCellsOfAGrid(int objectives) {
        for (int seed = 0; seed < 5; seed++) {
            double[][] losses = random(15, objectives, seed);
            double[] reference = new double[objectives];
            Arrays.fill(reference, 12);
            int[] cell = new int[objectives];
            long dominated = 0;
            for (long c = 0; c < Math.round(StrictMath.pow(12, objectives)); c++) {
                long rest = c;
                for (int k = 0; k < objectives; k++) {
                    cell[k] = (int) (rest % 12);
                    rest /= 12;
                }
                dominated += Arrays.stream(losses)
                                .anyMatch(v -> IntStream.range(0, objectives).allMatch(k -> v[k] <= cell[k]))
                        ? 1
                        : 0;
            }

            assertThat(Hypervolume.of(losses, reference)).isCloseTo(dominated, within(1e-6));
        }
    }

    @Test
    void contribution_isWhatTheVolumeGrowsBy() {
        for (int seed = 0; seed < 20; seed++) {
            double[][] losses = random(12, 3, seed);
            double[] reference = {13, 13, 13};
            double[][] others = Arrays.copyOf(losses, 11);

            assertThat(Hypervolume.contribution(losses[11], others, reference))
                    .isCloseTo(Hypervolume.of(losses, reference) - Hypervolume.of(others, reference), within(1e-9));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4})
    void subset_isThatOfPlainGreed(int objectives) {
        for (int seed = 0; seed < 10; seed++) {
            double[][] all = random(60, objectives, seed);
            double[][] front =
                    Arrays.stream(Pareto.front(all)).mapToObj(i -> all[i]).toArray(double[][]::new);
            int count = Math.min(4, front.length);
            double[] reference = SubsetSelection.referencePoint(front);
            double[][] chosen = new double[0][];
            int[] expected = new int[count];
            for (int c = 0; c < count; c++) {
                double best = -1;
                for (int i = 0; i < front.length; i++) {
                    double gain = Hypervolume.contribution(front[i], chosen, reference);
                    int at = i;
                    if (gain > best + 1e-9 && Arrays.stream(expected, 0, c).noneMatch(e -> e == at)) {
                        best = gain;
                        expected[c] = i;
                    }
                }
                chosen = Arrays.copyOf(chosen, c + 1);
                chosen[c] = front[expected[c]];
            }
            Arrays.sort(expected);

            assertThat(SubsetSelection.select(front, count)).isEqualTo(expected);
        }
    }

    @Test
    void subset_ofAGreatFront_isChosenWithoutEnd() {
        double[][] front = new double[5000][];
        for (int i = 0; i < front.length; i++) {
            double a = i / 5000.0;
            front[i] = new double[] {a, 1 - a, StrictMath.sqrt(a)};
        }

        assertThat(SubsetSelection.select(front, 1000)).hasSize(1000).doesNotHaveDuplicates();
    }
}
