package io.asktell.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values: mpmath 1.3.0 at 60 digits or more. */
final class TruncatedNormalTest {
    @ParameterizedTest
    @CsvSource({
        "-40, -39, -765.08315656437754441",
        "30, 31, -454.32124395634325204",
        "-1, 2, -0.20016629432446257995",
        "-0.5, -0.4, -3.3231058779705309396",
        "10, Infinity, -53.231285150512470578"
    })
    void logMass_agreesWithReference(double a, double b, double expected) {
        assertThat(TruncatedNormal.logMass(a, b)).isCloseTo(expected, withPercentage(1e-12));
    }

    @Test
    void logMass_ofASliver_losesOnlyWhatTheDifferenceOfItsEndsLoses() {
        // relative error of the mass: 2^-53 * 3 / 1e-6 / 3, some 1e-10
        assertThat(TruncatedNormal.logMass(3, 3.000001)).isCloseTo(-19.234450591168738512, within(1e-9));
    }

    @Test
    void logMass_atItsLimits() {
        assertThat(TruncatedNormal.logMass(-9, 9)).isZero();
        assertThat(TruncatedNormal.logMass(1, 1)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(TruncatedNormal.logMass(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY))
                .isZero();
        assertThatThrownBy(() -> TruncatedNormal.logMass(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> TruncatedNormal.logMass(Double.NaN, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"-1, 2", "-40, -39", "30, 31", "-8, 8", "5, 5.001", "-0.1, 0.1", "10, Infinity", "-Infinity, -100"})
    void quantile_undoesTheShareOfTheMass(double a, double b) {
        for (double u : new double[] {0.01, 0.1, 0.5, 0.9, 0.999}) {
            double x = TruncatedNormal.quantile(u, a, b);

            assertThat(x).isBetween(a, b);
            assertThat(StrictMath.exp(TruncatedNormal.logMass(a, x) - TruncatedNormal.logMass(a, b)))
                    .isCloseTo(u, withPercentage(1e-6));
        }
    }

    @Test
    void quantile_atTheEnds_isTheEnds() {
        assertThat(TruncatedNormal.quantile(0, -1, 2)).isCloseTo(-1, within(1e-14));
        assertThat(TruncatedNormal.quantile(1, -1, 2)).isCloseTo(2, within(1e-14));
        assertThat(TruncatedNormal.quantile(0.3, 50, 50)).isEqualTo(50);
    }
}
