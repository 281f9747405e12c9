package io.asktell.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Spaces;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KernelFitTest {
    private static final int COUNT = 60;
    private final Encoding encoding = new Encoding(Spaces.cube(3));

    /** Depends strongly on the first coordinate, weakly on the second, not on the third. */
    private KernelFit fit(double noise) {
        return fit(noise, 1);
    }

    /** @param times the variance of every third, in that of the others */
    private KernelFit fit(double noise, double times) {
        double[] noises = new double[COUNT];
        double[][] points = new double[COUNT][];
        double[] values = new double[COUNT];
        for (int n = 0; n < COUNT; n++) {
            var random = Rng.of(11, n);
            points[n] = new double[] {random.nextDouble(), random.nextDouble(), random.nextDouble()};
            noises[n] = n % 3 == 0 ? times : 1;
            values[n] = StrictMath.sin(6 * points[n][0])
                    + 0.3 * points[n][1]
                    + noise * Math.sqrt(noises[n]) * random.nextGaussian();
        }
        return new KernelFit(encoding, points, Warp.warped(values), noises, false);
    }

    @Test
    void loss_hasTheSlopesOfItsDifferences() {
        var fit = fit(0.1, 9);
        double[] logs = {0.1, 0.5, 1.2, 0.2, -3};
        double[] gradient = new double[5];
        fit.loss(logs, gradient);
        for (int i = 0; i < 5; i++) {
            double[] up = logs.clone();
            double[] down = logs.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            double slope = (fit.loss(up, new double[5]) - fit.loss(down, new double[5])) / 2e-5;
            assertThat(gradient[i]).isCloseTo(slope, within(1e-4 * Math.max(1, Math.abs(slope))));
        }
    }

    @Test
    void kernel_findsWhatMatters_andTheNoise() {
        double[] inverseSquares = fit(0).kernel().inverseSquares();
        assertThat(inverseSquares[0]).isGreaterThan(20 * inverseSquares[1]);
        assertThat(inverseSquares[1]).isGreaterThan(inverseSquares[2]);

        assertThat(fit(0).kernel().noise()).isLessThan(1e-3);
        // a deviation of 0.3 where values have one of about 0.75
        assertThat(StrictMath.sqrt(fit(0.3).kernel().noise())).isCloseTo(0.4, within(0.12));
        assertThat(StrictMath.sqrt(fit(0.2, 25).kernel().noise()))
                .isCloseTo(0.25, within(0.08)); // nor those of thrice the noise
        assertThat(Arrays.stream(inverseSquares).allMatch(w -> w > 0)).isTrue();
    }
}
