package io.asktell.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ThresholdPrunerTest {
    @ParameterizedTest
    @CsvSource({"0.5, false", "0, false", "1, false", "-0.1, true", "1.1, true", "NaN, true", "Infinity, true"})
    void aValueOutside_stops(double value, boolean stops) {
        assertThat(stops(new ThresholdPruner(0, 1, Schedule.always()), Map.of(3, value)))
                .isEqualTo(stops);
    }

    @Test
    void onlyTheLastValueCounts_andOnlyFromTheWarmUpOn() {
        assertThat(stops(new ThresholdPruner(0, 1, Schedule.always()), Map.of(1, 7.0, 2, 0.5)))
                .isFalse();
        assertThat(stops(new ThresholdPruner(0, 1, new Schedule(3, 1)), Map.of(2, 7.0)))
                .isFalse();
        assertThat(stops(new ThresholdPruner(0, 1, Schedule.always()), Map.of()))
                .isFalse();
    }

    @Test
    void thresholdsThatCannotBe_areRefused() {
        assertThatThrownBy(() -> new ThresholdPruner(1, 0, Schedule.always()))
                .hasMessage("lower <= upper, but lower=1.0 upper=0.0");
        assertThatThrownBy(() ->
                        new ThresholdPruner(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, Schedule.always()))
                .hasMessage("a threshold has lower, upper or both, but there is neither");
    }

    private static boolean stops(Pruner pruner, Map<Integer, Double> reports) {
        var history = new TrialTable(1, 1);
        history.put(new Trial(0, TrialState.RUNNING, new double[] {0}, null, null, Reports.of(reports)));
        return pruner.shouldPrune(Direction.MAXIMIZE, history, 0);
    }
}
