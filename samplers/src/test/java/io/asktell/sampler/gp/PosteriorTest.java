package io.asktell.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Spaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PosteriorTest {
    private final Encoding encoding = new Encoding(Spaces.conditional());

    private List<double[]> points(int count) {
        List<double[]> points = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            points.add(encoding.coordinates(RandomSampler.draw(encoding.space(), Rng.of(7, n))));
        }
        return points;
    }

    private Kernel kernel(double noise) {
        double[] inverseSquares = new double[encoding.size()];
        Arrays.setAll(inverseSquares, i -> 1 + i / 4.0);
        return new Kernel(encoding, inverseSquares, 1.3, noise);
    }

    private static double[] ones() {
        double[] ones = new double[14];
        Arrays.fill(ones, 1);
        return ones;
    }

    private static double[] values(int count) {
        double[] values = new double[count];
        Arrays.setAll(values, n -> Rng.of(8, n).nextGaussian());
        return values;
    }

    @Test
    void withoutNoise_itGoesThroughWhatWasObserved() {
        var posterior = new Posterior(kernel(1e-9));
        double[] values = values(12);
        assertThat(posterior.observe(points(12), values, ones(), List.of())).isTrue();

        for (int n = 0; n < 12; n++) {
            var at = posterior.at(points(12).get(n));
            assertThat(at.mean()).isCloseTo(values[n], within(1e-5));
            assertThat(at.deviation()).isLessThan(1e-3);
            assertThat(posterior.fitted()[n]).isCloseTo(at.mean(), within(1e-6));
        }
    }

    @Test
    void twiceTheNoise_isWorthHalfTheObservations() {
        double[] place = points(1).get(0);
        var four = new Posterior(kernel(0.2));
        var two = new Posterior(kernel(0.2));
        four.observe(
                List.of(place, place, place, place), new double[] {1, 1, 1, 1}, new double[] {2, 2, 2, 2}, List.of());
        two.observe(List.of(place, place), new double[] {1, 1}, new double[] {1, 1}, List.of());

        assertThat(four.at(place).mean()).isCloseTo(two.at(place).mean(), within(1e-9));
        assertThat(four.at(place).deviation()).isCloseTo(two.at(place).deviation(), within(1e-9));
        assertThat(four.fitted()[3]).isCloseTo(two.fitted()[1], within(1e-9));
    }

    @Test
    void noisesThatChange_areObservedAnew() {
        var grown = new Posterior(kernel(0.2));
        List<double[]> all = points(14);
        double[] noises = ones();
        grown.observe(all.subList(0, 9), values(9), noises, List.of());
        noises = ones();
        noises[4] = 9;
        grown.observe(all.subList(0, 14), values(14), noises, List.of());
        var fresh = new Posterior(kernel(0.2));
        fresh.observe(all.subList(0, 14), values(14), noises, List.of());

        assertThat(grown.at(points(20).get(19))).isEqualTo(fresh.at(points(20).get(19)));
    }

    @Test
    void pendingPoints_takeAwayUncertainty_andLeaveTheMean() {
        var without = new Posterior(kernel(1e-4));
        var with = new Posterior(kernel(1e-4));
        List<double[]> all = points(15);
        without.observe(all.subList(0, 12), values(12), ones(), List.of());
        with.observe(all.subList(0, 12), values(12), ones(), all.subList(12, 15));

        assertThat(with.at(all.get(13)).mean())
                .isEqualTo(without.at(all.get(13)).mean());
        assertThat(with.at(all.get(13)).deviation())
                .isLessThan(0.1 * without.at(all.get(13)).deviation());
    }

    @Test
    void observingMore_isTheSameToTheBit_asObservingAllAnew() {
        var grown = new Posterior(kernel(1e-4));
        List<double[]> all = points(20);
        grown.observe(all.subList(0, 9), values(9), ones(), all.subList(15, 17));
        grown.observe(all.subList(0, 14), values(14), ones(), all.subList(16, 18));
        var fresh = new Posterior(kernel(1e-4));
        fresh.observe(all.subList(0, 14), values(14), ones(), all.subList(16, 18));

        assertThat(grown.at(all.get(19))).isEqualTo(fresh.at(all.get(19)));
    }

    @Test
    void slopes_areThoseOfDifferences() {
        var posterior = new Posterior(kernel(1e-2));
        List<double[]> all = points(12);
        posterior.observe(all.subList(0, 9), values(9), ones(), all.subList(9, 11));
        double[] point = all.get(11);
        var slopes = posterior.slopesAt(point);
        double step = 1e-6;
        for (int i = 0; i < point.length; i++) {
            if (Double.isNaN(point[i]) || encoding.unordered(i)) {
                assertThat(slopes.mean()[i]).isZero();
                continue;
            }
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += step;
            down[i] -= step;
            double mean = (posterior.at(up).mean() - posterior.at(down).mean()) / (2 * step);
            double deviation =
                    (posterior.at(up).deviation() - posterior.at(down).deviation()) / (2 * step);
            assertThat(slopes.mean()[i]).isCloseTo(mean, within(1e-5));
            assertThat(slopes.deviation()[i]).isCloseTo(deviation, within(1e-5));
        }
    }
}
