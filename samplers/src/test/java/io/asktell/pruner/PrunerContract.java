package io.asktell.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.sampler.Histories;
import io.asktell.sampler.Spaces;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link Pruner} must do. */
public interface PrunerContract {
    Pruner newPruner();

    /** Trials that report {@code base + step} at the steps 1 to {@code steps}. */
    static Trial reporting(int number, TrialState state, int steps, double base) {
        Map<Integer, Double> values = new HashMap<>();
        for (int step = 1; step <= steps; step++) {
            values.put(step, base + step);
        }
        return new Trial(number, state, new double[] {0}, new double[] {base}, null, Reports.of(values));
    }

    @Test
    default void shouldPrune_withoutReports_orWithoutOthers_isFalse() {
        var history = new TrialTable(1, 1);
        history.put(new Trial(0, TrialState.RUNNING, new double[] {0}, null, null, Reports.NONE));
        assertThat(newPruner().shouldPrune(Direction.MINIMIZE, history, 0)).isFalse();

        history.put(reporting(0, TrialState.RUNNING, 3, 0));
        assertThat(newPruner().shouldPrune(Direction.MINIMIZE, history, 0)).isFalse();
    }

    @Test
    default void shouldPrune_theBestOfAll_isFalse() {
        for (Direction direction : Direction.values()) {
            int sign = direction == Direction.MINIMIZE ? 1 : -1;
            var history = new TrialTable(1, 1);
            for (int n = 0; n < 60; n++) {
                history.put(reporting(n, TrialState.COMPLETE, 27, sign * n));
            }
            for (int steps = 1; steps <= 27; steps++) {
                history.put(reporting(60, TrialState.RUNNING, steps, sign * -100));
                assertThat(newPruner().shouldPrune(direction, history, 60)).isFalse();
            }
        }
    }

    @Test
    default void shouldPrune_withOddHistories_answersTheSameTwice_andAltersNothing() {
        var space = Spaces.flat();
        var history = Histories.eventful(space, 1, 80, 1);
        String before = Histories.text(history, space.size());
        for (int n = 0; n < 80; n++) {
            for (Direction direction : Direction.values()) {
                assertThat(newPruner().shouldPrune(direction, history, n))
                        .isEqualTo(newPruner().shouldPrune(direction, history, n));
            }
        }

        assertThat(Histories.text(history, space.size())).isEqualTo(before);
    }
}
