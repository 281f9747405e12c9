package io.asktell.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoxesTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void everyPointBelowTheReference_isDominated_orInExactlyOneBox(int objectives) {
        List<double[]> values = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            values.add(random(objectives, n));
        }
        List<double[]> front = Boxes.front(values);
        double[] reference = Boxes.reference(values);
        var boxes = Boxes.of(front, reference);

        for (int n = 0; n < 3000; n++) {
            double[] z = random(objectives, 1000 + n);
            boolean dominated = front.stream().anyMatch(p -> below(p, z));
            long inside = boxes.stream()
                    .filter(box -> below(box.low(), z) && below(z, box.high()))
                    .count();
            assertThat(inside).isEqualTo(dominated || !below(z, reference) ? 0 : 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void expectedGrowth_isTheMeanOfWhatDrawsWouldAdd(int objectives) {
        List<double[]> front = List.of(random(objectives, 1), random(objectives, 2), random(objectives, 3));
        double[] reference = new double[objectives];
        Arrays.fill(reference, 2);
        var boxes = Boxes.of(Boxes.front(front), reference);
        double mean = 0.4;
        double deviation = 0.5;
        double sum = 0;
        int draws = 100_000;
        for (int n = 0; n < draws; n++) {
            var random = Rng.of(9, n);
            double[] y = new double[objectives];
            Arrays.setAll(y, k -> mean + deviation * random.nextGaussian());
            for (var box : boxes) {
                double volume = 1;
                for (int k = 0; k < objectives; k++) {
                    volume *= Math.max(0, box.high()[k] - Math.max(box.low()[k], y[k]));
                }
                sum += volume;
            }
        }

        double expected = HypervolumeImprovement.growth(
                boxes,
                filled(objectives, mean),
                filled(objectives, deviation),
                new double[objectives],
                new double[objectives]);

        assertThat(expected).isCloseTo(sum / draws, within(0.02 * expected));
    }

    private static double[] filled(int length, double value) {
        double[] filled = new double[length];
        Arrays.fill(filled, value);
        return filled;
    }

    private static double[] random(int objectives, int number) {
        var random = Rng.of(objectives, number);
        double[] point = new double[objectives];
        Arrays.setAll(point, k -> random.nextDouble());
        return point;
    }

    private static boolean below(double[] a, double[] b) {
        for (int k = 0; k < a.length; k++) {
            if (!(a[k] < b[k])) {
                return false;
            }
        }
        return true;
    }
}
