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
}
