package io.asktell.sampler.nsga;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Medians over few seeds, so bounds are lower than what {@link Fronts} finds over ten. */
final class FrontsTest {
    private static final int SEEDS = 3;

    /** Optuna 5.0.0's NSGA-II, ten seeds: 0.705 and 0.556; random search 0.43 and 0.18. */
    @ParameterizedTest
    @CsvSource({"ZDT1, 0.705", "ZDT2, 0.556"})
    void fiveHundredTrials_reachAFifthMoreThanOptunas(Zdt problem, double optuna) {
        assertThat(Fronts.ofSampler(problem, 12, 500, SEEDS)).isGreaterThan(1.2 * optuna);
    }

    @ParameterizedTest
    @EnumSource
    void aThousandTrials_reachNearlyTheWholeFront_andFarMoreThanTheTextbook(Zdt problem) {
        double reached = Fronts.ofSampler(problem, 10, 1000, SEEDS);

        assertThat(reached).isBetween(0.975, 1.0);
        assertThat(reached).isGreaterThan(1.3 * Fronts.ofTextbook(problem, 10, 1000, SEEDS));
    }

    /** So that being ahead of it means something. */
    @Test
    void theTextbook_withTenTimesTheTrials_getsThereToo() {
        assertThat(Fronts.ofTextbook(Zdt.ZDT1, 10, 10_000, 1)).isBetween(0.95, 1.0);
    }
}
