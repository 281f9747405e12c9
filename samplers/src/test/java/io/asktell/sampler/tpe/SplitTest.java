package io.asktell.sampler.tpe;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.sampler.Histories;
import io.asktell.sampler.Spaces;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SplitTest {
    private final TrialTable history = new TrialTable(1, 1);

    private void put(TrialState state, double @Nullable [] values, double @Nullable [] constraints, Reports reports) {
        history.put(new Trial(history.size(), state, new double[] {0.5}, values, constraints, reports));
    }

    private void complete(double value, double... constraints) {
        put(TrialState.COMPLETE, new double[] {value}, constraints.length == 0 ? null : constraints, Reports.NONE);
    }

    private void pruned(int step, double value) {
        put(TrialState.PRUNED, null, null, Reports.of(Map.of(step, value)));
    }

    private static Split split(TrialTable history, Direction... directions) {
        var observations = new Observations(Spaces.cube(1), List.of(directions));
        observations.catchUp(history);
        return Split.of(observations, null, true);
    }

    @Test
    void below_isATenth_roundedUp_and25AtMost() {
        for (int n = 1; n <= 400; n++) {
            complete(n);
            int expected = Math.min(25, (n + 9) / 10);
            if (n % 37 == 1 || n == 11) {
                assertThat(split(history, Direction.MINIMIZE).below()).hasSize(expected);
            }
        }
    }

    @Test
    void below_takesCompleteByLoss_tiesByNumber() {
        double[] values = {3, 1, Double.NaN, 1, Double.NEGATIVE_INFINITY, 2, 1, 9, 9, 9, 9};
        for (double value : values) {
            complete(value);
        }

        assertThat(split(history, Direction.MINIMIZE).below()).containsExactly(1, 4);
        assertThat(split(history, Direction.MAXIMIZE).below()).containsExactly(7, 8);
    }

    @Test
    void below_thenTakesPruned_byHowFarTheyGot_thenByValue() {
        pruned(2, 0);
        put(TrialState.PRUNED, null, null, Reports.NONE);
        pruned(5, 3);
        pruned(5, Double.NaN);
        pruned(5, 2);
        for (int i = 0; i < 16; i++) {
            pruned(1, i);
        }
        assertThat(split(history, Direction.MINIMIZE).below()).containsExactly(2, 3, 4);

        complete(100);
        assertThat(split(history, Direction.MINIMIZE).below()).containsExactly(2, 4, 21);
    }

    @Test
    void below_takesInfeasibleLast_byViolation() {
        complete(1, 2, 0.5);
        complete(2, 1, -7);
        complete(3, 0, 0);
        complete(0);
        for (int i = 0; i < 17; i++) {
            complete(0, 9);
        }

        // 0.5 and more excess; the trial that told no constraints counts as violating them without bound
        assertThat(split(history, Direction.MINIMIZE).below()).containsExactly(0, 1, 2);
    }

    @Test
    void above_hasAllOthers_pendingOnesToo_failedOnesNot() {
        complete(1);
        put(TrialState.FAIL, null, null, Reports.NONE);
        put(TrialState.RUNNING, null, null, Reports.NONE);
        put(TrialState.WAITING, null, null, Reports.NONE);
        history.put(new Trial(4, TrialState.WAITING, new double[] {Double.NaN}, null, null, Reports.NONE));
        complete(0);
        Split split = split(history, Direction.MINIMIZE);

        assertThat(split.below()).containsExactly(5);
        assertThat(split.above().toArray()).containsExactly(0, 2, 3);
        var observations = new Observations(Spaces.cube(1), List.of(Direction.MINIMIZE));
        observations.catchUp(history);
        assertThat(Split.of(observations, null, false).above().toArray()).containsExactly(0);
        assertThat(Split.of(observations, Numbers.of(0, 1, 2, 3, 4), true).below())
                .containsExactly(0);
    }

    @Test
    void below_withSeveralObjectives_takesFronts_thenTheGreatestVolume() {
        var two = new TrialTable(1, 2);
        double[][] front = {{0, 10}, {4, 4.1}, {5, 5}, {10, 0}, {1, 9}};
        for (double[] values : front) {
            two.put(Histories.complete(two.size(), new double[] {0}, values));
        }
        for (int i = 0; i < 15; i++) {
            two.put(Histories.complete(two.size(), new double[] {0}, 20, 20 + i));
        }

        // two of twenty: first the knee, then the end that adds most up to the reference point (11, 11)
        int[] below = split(two, Direction.MINIMIZE, Direction.MINIMIZE).below();
        assertThat(below).hasSize(2).contains(1);
        assertThat(Arrays.stream(below).anyMatch(n -> n == 2)).isFalse(); // dominated by the knee
    }
}
