package io.asktell.numeric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reference values: mpmath 1.3.0 at 40 digits or more. */
final class NormalTest {
    private static final double ULPS = 1e-13; // per cent: a relative error of 1e-15, some five ulps

    @ParameterizedTest
    @CsvSource({
        "-37, 5.7255712225245768227e-300",
        "-20, 2.7536241186062336951e-89",
        "-10, 7.619853024160526066e-24",
        "-5, 2.8665157187919391167e-7",
        "-1, 0.15865525393145705141",
        "-0.1, 0.46017216272297101853",
        "0, 0.5",
        "0.5, 0.69146246127401310364",
        "3, 0.99865010196836990547",
        "9, 1"
    })
    void cdf_agreesWithReference(double x, double expected) {
        assertThat(Normal.cdf(x)).isCloseTo(expected, withPercentage(ULPS));
    }

    @ParameterizedTest
    @CsvSource({
        "-1e8, -5000000000000019.3396",
        "-1000, -500007.82669481218431",
        "-40, -804.60844201375378817",
        "-38.5, -745.69527029041108133",
        "-10, -53.231285150512470578",
        "-1, -1.8410216450092635058",
        "0, -0.69314718055994530942",
        "1, -0.17275377902344988953",
        "8, -6.2209605742717860585e-16",
        "9, -1.1285884059538406478e-19"
    })
    void logCdf_agreesWithReference(double x, double expected) {
        assertThat(Normal.logCdf(x)).isCloseTo(expected, withPercentage(ULPS));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-300, -37.047096299361199237",
        "1e-100, -21.273453560965324295",
        "1e-20, -9.2623400897984075737",
        "1e-16, -8.2220822161304356127",
        "1e-10, -6.3613409024040562047",
        "0.001, -3.0902323061678135415",
        "0.02425, -1.9729610513118848503",
        "0.3, -0.52440051270804078404",
        "0.7, 0.52440051270804078404",
        "0.975, 1.9599639845400542355",
        "0.999, 3.0902323061678135415"
    })
    void quantile_agreesWithReference(double p, double expected) {
        assertThat(Normal.quantile(p)).isCloseTo(expected, withPercentage(ULPS));
    }

    @Test
    void quantileOfLog_undoesLogCdf_farIntoTheTail() {
        for (double x = -1e6; x < -0.1; x /= 1.7) {
            assertThat(Normal.quantileOfLog(Normal.logCdf(x))).isCloseTo(x, withPercentage(ULPS * 10));
        }
    }

    @Test
    void limits_areThoseOfTheDistribution() {
        assertThat(Normal.cdf(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Normal.cdf(Double.POSITIVE_INFINITY)).isOne();
        assertThat(Normal.cdf(Double.NaN)).isNaN();
        assertThat(Normal.logCdf(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.logCdf(Double.POSITIVE_INFINITY)).isZero();
        assertThat(Normal.quantile(0)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Normal.quantile(1)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(Normal.quantile(0.5)).isZero();
        assertThatThrownBy(() -> Normal.quantile(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
