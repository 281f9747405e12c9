package io.asktell.numeric;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExpTest {
    @Test
    void of_isWithinTwoUnitsInTheLastPlaceOfStrictMath() {
        var random = Rng.of(1, 0);
        for (int i = 0; i < 200_000; i++) {
            double x = i % 2 == 0 ? random.nextDouble(-720, 709) : random.nextDouble(-2, 2);
            double expected = StrictMath.exp(x);

            assertThat(Math.abs(Exp.of(x) - expected)).as("%s", x).isLessThanOrEqualTo(2 * Math.ulp(expected));
        }
    }

    @Test
    void of_theEnds_isThatOfStrictMath() {
        assertThat(Exp.of(0)).isEqualTo(1);
        assertThat(Exp.of(Double.NEGATIVE_INFINITY)).isZero();
        assertThat(Exp.of(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(Exp.of(Double.NaN)).isNaN();
        assertThat(Exp.of(-800)).isZero();
    }
}
