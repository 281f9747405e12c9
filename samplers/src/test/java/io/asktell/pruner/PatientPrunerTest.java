package io.asktell.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PatientPrunerTest implements PrunerContract {
    @Override
    public Pruner newPruner() {
        return new PatientPruner(new PercentilePruner(PercentileOptions.median()), 2, 0);
    }

    /** After which report of this curve a trial without rivals is stopped, counted from 1; 0 for never. */
    private static int stoppedAt(Pruner pruner, Direction direction, double... curve) {
        var history = new TrialTable(1, 1);
        Map<Integer, Double> reports = new HashMap<>();
        for (int i = 0; i < curve.length; i++) {
            reports.put(i, curve[i]);
            history.put(new Trial(0, TrialState.RUNNING, new double[] {0}, null, null, Reports.of(reports)));
            if (pruner.shouldPrune(direction, history, 0)) {
                return i + 1;
            }
        }
        return 0;
    }

    @Test
    void withoutAWrappedOne_aTrialStops_whenItFellBehindItsBestForLongerThanThePatience() {
        var pruner = new PatientPruner(null, 2, 0);

        assertThat(stoppedAt(pruner, Direction.MINIMIZE, 5, 4, 3, 2, 1)).isZero();
        assertThat(stoppedAt(pruner, Direction.MINIMIZE, 5, 1, 2, 2, 2, 2)).isEqualTo(5);
        assertThat(stoppedAt(pruner, Direction.MAXIMIZE, 1, 5, 4, 4, 4, 4)).isEqualTo(5);
        assertThat(stoppedAt(pruner, Direction.MINIMIZE, 5, 1, 1, 1, 1, 1)).isZero(); // not worse
        assertThat(stoppedAt(pruner, Direction.MINIMIZE, 5, 1, Double.NaN, Double.NaN, Double.NaN))
                .isEqualTo(5);
    }

    @Test
    void minDelta_isHowMuchItMustFallBehind() {
        assertThat(stoppedAt(new PatientPruner(null, 0, 0.5), Direction.MINIMIZE, 1, 1.5, 1.4))
                .isZero();
        assertThat(stoppedAt(new PatientPruner(null, 0, 0.5), Direction.MINIMIZE, 1, 1.51))
                .isEqualTo(2);
    }

    @Test
    void theWrappedOne_decides_onceThePatienceIsOver() {
        assertThat(stoppedAt(new PatientPruner(new NopPruner(), 0, 0), Direction.MINIMIZE, 1, 2, 3))
                .isZero();
        Pruner always = (direction, history, number) -> true;
        assertThat(stoppedAt(new PatientPruner(always, 1, 0), Direction.MINIMIZE, 3, 2, 1, 2, 3))
                .isEqualTo(5);
    }

    @Test
    void optionsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new PatientPruner(null, -1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PatientPruner(null, 1, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
