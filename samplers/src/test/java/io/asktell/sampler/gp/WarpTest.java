package io.asktell.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WarpTest {
    @Test
    void warped_keepsTheOrder_andHasMean0AndVariance1() {
        double[] losses = new double[50];
        Arrays.setAll(losses, j -> StrictMath.exp(j / 4.0));

        double[] warped = Warp.warped(losses);

        for (int j = 1; j < 50; j++) {
            assertThat(warped[j]).isGreaterThan(warped[j - 1]);
        }
        assertThat(Arrays.stream(warped).sum()).isCloseTo(0, within(1e-9));
        assertThat(Arrays.stream(warped).map(v -> v * v).sum()).isCloseTo(50, within(1e-9));
        // an outlier of 5.5 deviations comes near
        assertThat(warped[49]).isLessThan(3);
    }

    @Test
    void warped_oddValues_areFinite() {
        double[] odd = {1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 2, 1e308, -1e308};
        assertThat(Warp.warped(odd)).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        assertThat(Warp.warped(new double[] {Double.NaN, Double.NaN})).containsExactly(0, 0);
        assertThat(Warp.warped(new double[] {3, 3, 3})).containsExactly(0, 0, 0);
    }
}
