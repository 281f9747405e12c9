package io.asktell.server.tooleval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.server.tooleval.LowerBounds.Evaluated;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LowerBoundsTest {
    /** Values of the cases c0, c1 and so on; NaN for one that was not answered. */
    private static Evaluated of(double... values) {
        Map<String, Double> cases = new LinkedHashMap<>();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                cases.put("c" + i, values[i]);
            }
        }
        return new Evaluated(
                cases.values().stream().mapToDouble(v -> v).average().orElse(0), cases);
    }

    /**
     * By hand: case means 1, 1/2, 0; without them and their own means 1/6 and -1/6 both have -1/6, 1/3, -1/6 left, or the negative; 1/3
     * squared in all over 6 - 3 - 2 + 1 = 2 degrees; t(0.95, 2) = 2.919986; half = 2.919986 sqrt(1/6) / sqrt(3) = 0.688247.
     */
    @Test
    void scores_haveTheSpreadThatCasesLeave() {
        var bounds = LowerBounds.ofScores(List.of(of(1, 1, 0), of(1, 0, 0)));

        assertThat(bounds.get(0)).isCloseTo(2 / 3.0 - 0.688247, within(1e-6));
        assertThat(bounds.get(1)).isCloseTo(1 / 3.0 - 0.688247, within(1e-6));
    }

    /** One that is as good or better on every case is never behind, however steady the others are. */
    @Test
    void steadiness_isNotPreferred() {
        List<Evaluated> all = new ArrayList<>();
        all.add(of(1, 1, 1, 1, 0.2, 1));
        for (int i = 0; i < 5; i++) {
            all.add(of(0.6, 0.6, 0.6, 0.6, 0.2, 0.6));
        }
        all.add(of(0.8, 0.8, 0.8, 0.8, 0.8, 0.8));

        var bounds = LowerBounds.ofScores(all);

        for (int i = 1; i < all.size(); i++) {
            assertThat(bounds.get(0)).isGreaterThan(bounds.get(i));
        }
    }

    /** By hand: of 1, 1, - the case means are 1, 3/4, 1/2, so the cases it had are 1/8 easier than all: it counts with 7/8. */
    @Test
    void missedCases_areMadeUpFor_andMakeTheBoundWider() {
        var bounds = LowerBounds.ofPassRates(List.of(of(1, 1, Double.NaN), of(1, 0.5, 0.5)));

        assertThat(bounds.get(0)).isCloseTo(wilsonLow(7 / 8.0, 2), within(1e-9));
        assertThat(bounds.get(1)).isCloseTo(wilsonLow(2 / 3.0, 3), within(1e-9));
    }

    /** By hand, z² = 2.705543: (0.8 + 0.135277 - z sqrt(0.016 + 0.006764)) / 1.270554 = 0.687107 / 1.270554; and 1 / (1 + z²/4). */
    @Test
    void passRates_haveWilsonsBound_oneSided() {
        var ten = of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0);

        assertThat(LowerBounds.ofPassRates(List.of(ten)).get(0)).isCloseTo(0.540793, within(1e-6));
        assertThat(LowerBounds.ofPassRates(List.of(of(1, 1, 1, 1))).get(0)).isCloseTo(0.596522, within(1e-6));
    }

    @Test
    void alone_itHasItsMean_asNothingIsLeftToJudgeTheSpreadBy() {
        assertThat(LowerBounds.ofScores(List.of(of(1, 0)))).containsExactly(0.5);
        assertThat(LowerBounds.ofScores(List.of(of()))).containsExactly(0.0);
    }

    private static double wilsonLow(double share, int n) {
        double z = 1.6448536269514722;
        return (share + z * z / (2 * n) - z * Math.sqrt(share * (1 - share) / n + z * z / (4.0 * n * n)))
                / (1 + z * z / n);
    }
}
