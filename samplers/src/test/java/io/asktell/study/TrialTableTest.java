package io.asktell.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrialTableTest {
    private static Trial trial(int number, TrialState state, double x) {
        double[] values = state == TrialState.COMPLETE ? new double[] {-x} : null;
        return new Trial(number, state, new double[] {x}, values, new double[] {x, -1}, Reports.NONE);
    }

    @Test
    void put_addsAndReplaces_andTellsWhatChanged() {
        var table = new TrialTable(1, 1);
        table.put(trial(0, TrialState.RUNNING, 3));
        table.put(trial(1, TrialState.RUNNING, 4));
        long version = table.version();
        table.put(trial(0, TrialState.COMPLETE, 3));
        table.put(trial(2, TrialState.WAITING, 5));
        table.put(trial(0, TrialState.COMPLETE, 3));

        assertThat(table.size()).isEqualTo(3);
        assertThat(table.state(0)).isEqualTo(TrialState.COMPLETE);
        assertThat(table.value(0, 0)).isEqualTo(-3);
        assertThat(table.value(1, 0)).isNaN();
        assertThat(table.violation(1)).isEqualTo(4);
        assertThat(table.changedSince(version)).containsExactly(0, 2);
        assertThat(table.changedSince(table.version())).isEmpty();
        assertThat(table.changedSince(table.version() + 1)).isNull();
    }

    @Test
    void changedSince_afterMoreChangesThanItKeeps_isNullOrComplete() {
        var table = new TrialTable(1, 1);
        table.put(trial(0, TrialState.RUNNING, 0));
        table.put(trial(1, TrialState.RUNNING, 0));
        for (int i = 0; i < 10_000; i++) {
            table.put(trial(0, TrialState.RUNNING, i));
        }

        int[] sinceStart = table.changedSince(0);
        if (sinceStart != null) {
            assertThat(sinceStart).containsExactly(0, 1);
        }
        assertThat(table.changedSince(table.version() - 5)).containsExactly(0);
    }

    @Test
    void snapshot_isNotAlteredByLaterPuts() {
        var table = new TrialTable(1, 1);
        table.put(trial(0, TrialState.RUNNING, 1));
        var snapshot = table.snapshot();
        table.put(trial(0, TrialState.COMPLETE, 1));
        table.put(trial(1, TrialState.RUNNING, 2));

        assertThat(snapshot.size()).isEqualTo(1);
        assertThat(snapshot.state(0)).isEqualTo(TrialState.RUNNING);
        assertThat(snapshot.version()).isEqualTo(1);
    }

    @Test
    void put_withAGapOrAWrongPoint_isRefused() {
        var table = new TrialTable(2, 1);

        assertThatThrownBy(() -> table.put(trial(0, TrialState.RUNNING, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TrialTable(1, 1).put(trial(1, TrialState.RUNNING, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reports_areByStep_andLaterOnesReplace() {
        var reports = Reports.of(Map.of(5, 0.5, 1, Double.NaN)).with(Map.of(5, 0.7, 3, 0.3));

        assertThat(reports.asMap()).isEqualTo(Map.of(1, Double.NaN, 3, 0.3, 5, 0.7));
        assertThat(reports.firstFrom(0)).isEqualTo(0);
        assertThat(reports.firstFrom(3)).isEqualTo(1);
        assertThat(reports.firstFrom(4)).isEqualTo(2);
        assertThat(reports.firstFrom(6)).isEqualTo(reports.size());
    }
}
