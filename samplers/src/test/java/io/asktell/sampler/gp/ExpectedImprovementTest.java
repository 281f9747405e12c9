package io.asktell.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpectedImprovementTest {
    /** log(density(z) + z cdf(z)), by mpmath 1.3.0 at 60 digits. */
    @ParameterizedTest
    @CsvSource({
        "5, 1.6094379231264314",
        "1, 0.08002621884930694",
        "0, -0.91893853320467274",
        "-0.5, -1.6205162643873199",
        "-0.999, -2.4832171154475854",
        "-1.001, -2.4870256579553894",
        "-3, -7.8696860596030285",
        "-20, -206.9178385094251",
        "-99, -4910.6094842154551",
        "-101, -5110.649473554864",
        "-1000, -500014.73445209116",
        "-1e5, -5000000023.9447895"
    })
    void logOfStandard_isThatOfTheReference(double z, double expected) {
        assertThat(ExpectedImprovement.logOfStandard(z))
                .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
    }

    @ParameterizedTest
    @ValueSource(doubles = {3, 0.2, -0.9, -1.1, -5, -30})
    void slopes_areThoseOfDifferences(double mean) {
        double deviation = 0.7;
        double step = 1e-5;
        double byMean = (ExpectedImprovement.log(mean + step, deviation, 0.1)
                        - ExpectedImprovement.log(mean - step, deviation, 0.1))
                / (2 * step);
        double byDeviation = (ExpectedImprovement.log(mean, deviation + step, 0.1)
                        - ExpectedImprovement.log(mean, deviation - step, 0.1))
                / (2 * step);

        assertThat(ExpectedImprovement.slopeByMean(mean, deviation, 0.1))
                .isCloseTo(byMean, within(1e-5 * Math.max(1, Math.abs(byMean))));
        assertThat(ExpectedImprovement.slopeByDeviation(mean, deviation, 0.1))
                .isCloseTo(byDeviation, within(1e-5 * Math.max(1, Math.abs(byDeviation))));
    }
}
