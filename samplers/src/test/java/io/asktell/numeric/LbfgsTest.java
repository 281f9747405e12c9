package io.asktell.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LbfgsTest {
    private static double rosenbrock(double[] x, double[] gradient) {
        double a = x[1] - x[0] * x[0];
        gradient[0] = -400 * x[0] * a - 2 * (1 - x[0]);
        gradient[1] = 200 * a;
        return 100 * a * a + (1 - x[0]) * (1 - x[0]);
    }

    @Test
    void minimise_rosenbrock_findsTheMinimum() {
        var minimum = new Lbfgs(200, 1e-8, 1)
                .minimise(LbfgsTest::rosenbrock, new double[] {-1.2, 1}, new double[] {-5, -5}, new double[] {5, 5});

        assertThat(minimum.x()[0]).isCloseTo(1, within(1e-4));
        assertThat(minimum.x()[1]).isCloseTo(1, within(1e-4));
    }

    @Test
    void minimise_whereTheMinimumLiesOutside_endsAtTheBound() {
        // held at x <= 0.5, the best is y = x² at x = 0.5
        var minimum = new Lbfgs(200, 1e-8, 1)
                .minimise(LbfgsTest::rosenbrock, new double[] {-1.2, 1}, new double[] {-5, -5}, new double[] {0.5, 5});

        assertThat(minimum.x()[0]).isEqualTo(0.5);
        assertThat(minimum.x()[1]).isCloseTo(0.25, within(1e-4));
    }

    @Test
    void minimise_whereThereIsNoValue_staysWhereItIs() {
        var minimum = new Lbfgs(50, 1e-8, 1)
                .minimise((x, gradient) -> Double.NaN, new double[] {0.5}, new double[] {0}, new double[] {1});

        assertThat(minimum.x()).containsExactly(0.5);
    }
}
