package io.asktell.sampler.gp;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.Spaces;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class TrialDataTest {
    @Test
    void pending_ofVeryManyFailures_areTheNewestOnes_andWhatIsUnderWay() {
        var space = Spaces.cube(1);
        var history = new TrialTable(1, 1);
        history.put(Histories.running(0, new double[] {0.5}));
        for (int n = 1; n <= 1000; n++) {
            history.put(new Trial(n, TrialState.FAIL, new double[] {n / 1000.0}, null, null, Reports.NONE));
        }

        var pending = TrialData.of(new Ask(space, List.of(Direction.MINIMIZE), 1001), history, new Encoding(space))
                .pending();

        var encoding = new Encoding(space);
        assertThat(pending).hasSize(300);
        assertThat(pending.get(0)).containsExactly(encoding.coordinates(new double[] {0.5}));
        assertThat(pending.get(1)).containsExactly(encoding.coordinates(new double[] {0.702}));
        assertThat(pending.get(299)).containsExactly(encoding.coordinates(new double[] {1}));
    }

    /** 40 steps: a race stopped the second after 10 and said what it would have come to, another pruner stopped the third after 10. */
    @Test
    void whatARaceProjects_isTheNoisierTheFewerStepsItFollowsFrom() {
        var space = Spaces.cube(1);
        var history = new TrialTable(1, 1);
        history.put(new Trial(0, TrialState.COMPLETE, new double[] {0.1}, new double[] {1}, null, steps(40)));
        history.put(new Trial(
                1, TrialState.PRUNED, new double[] {0.2}, null, null, steps(10).with(Map.of(40, 3.0))));
        history.put(new Trial(2, TrialState.PRUNED, new double[] {0.3}, null, null, steps(10)));
        history.put(new Trial(3, TrialState.PRUNED, new double[] {0.4}, null, null, Reports.NONE));

        var learned = TrialData.of(new Ask(space, List.of(Direction.MINIMIZE), 4), history, new Encoding(space))
                .objective(0);

        assertThat(learned.noises()).containsExactly(1, 16, 1, 1);
        assertThat(learned.losses()[1]).isEqualTo(3);
    }

    private static Reports steps(int count) {
        return Reports.of(IntStream.range(0, count).boxed().collect(Collectors.toMap(step -> step, step -> 2.0)));
    }
}
