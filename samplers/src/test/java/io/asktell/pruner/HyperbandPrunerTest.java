package io.asktell.pruner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HyperbandPrunerTest implements PrunerContract {
    /** With a maximum of 2 there is one bracket, which judges at step 1 only. */
    private static final HyperbandOptions ONE_RUNG = HyperbandOptions.defaults().withMaxResource(2);

    @Override
    public Pruner newPruner() {
        return new HyperbandPruner(HyperbandOptions.defaults());
    }

    private static Trial running(int number, Map<Integer, Double> reports) {
        return new Trial(number, TrialState.RUNNING, new double[] {0}, null, null, Reports.of(reports));
    }

    private static boolean prunes(HyperbandOptions options, TrialTable history, int number) {
        return new HyperbandPruner(options).shouldPrune(Direction.MINIMIZE, history, number);
    }

    @Test
    void atARung_aThirdGoesOn_asTheyCome() {
        var history = new TrialTable(1, 1);
        String pruned = "";
        double[] values = {5, 6, 4, 4.5, 3, 4.2, 7, 8, 3.9};
        for (int n = 0; n < values.length; n++) {
            history.put(running(n, Map.of(1, values[n])));
            pruned += prunes(ONE_RUNG, history, n) ? n : "";
        }

        // one of up to 5 goes on, two of 6 to 8, three of 9: 4.2 is third of six, 3.9 is second of nine
        assertThat(pruned).isEqualTo("13567");
    }

    @Test
    void aTrial_isJudgedOncePerRung_atItsFirstReportFromThere() {
        var history = new TrialTable(1, 1);
        history.put(running(0, Map.of(1, 0.0)));
        history.put(running(1, Map.of(0, 9.0)));
        assertThat(prunes(ONE_RUNG, history, 1)).isFalse();
        history.put(running(1, Map.of(0, 9.0, 4, 9.0)));
        assertThat(prunes(ONE_RUNG, history, 1)).isTrue();
        history.put(running(1, Map.of(0, 9.0, 4, 9.0, 5, 9.0)));
        assertThat(prunes(ONE_RUNG, history, 1)).isFalse();
    }

    @Test
    void nan_atARung_stops() {
        var history = new TrialTable(1, 1);
        history.put(running(0, Map.of(1, Double.NaN)));

        assertThat(prunes(ONE_RUNG, history, 0)).isTrue();
    }

    @Test
    void withoutAMaximum_nobodyStops_untilATrialCompleted() {
        var history = new TrialTable(1, 1);
        for (int n = 0; n < 30; n++) {
            history.put(running(n, Map.of(1, (double) n)));
            assertThat(prunes(HyperbandOptions.defaults(), history, n)).isFalse();
        }
        history.put(PrunerContract.reporting(0, TrialState.COMPLETE, 1, 0));
        int pruned = 0;
        for (int n = 1; n < 30; n++) {
            pruned += prunes(HyperbandOptions.defaults(), history, n) ? 1 : 0;
        }

        assertThat(pruned).isGreaterThan(15);
    }

    @Test
    void brackets_judgeAtDifferentSteps() {
        // with a maximum of 9 brackets begin at 1, 3 and 9; of 17 trials 9, 5 and 3 go to them: ceil(3 * 3^s / (s + 1))
        var options = HyperbandOptions.defaults().withMaxResource(9);
        var history = new TrialTable(1, 1);
        int n = 1700;
        int[] prunedAt = new int[10];
        for (int number = 0; number < n; number++) {
            for (int step = 1; step <= 9; step++) {
                Trial trial = PrunerContract.reporting(number, TrialState.RUNNING, step, number);
                history.put(trial);
                if (prunes(options, history, number)) {
                    prunedAt[step]++;
                    break;
                }
            }
        }

        // each trial is worse than those before it, so nearly all stop at the first rung of their bracket
        assertThat(prunedAt[1]).isCloseTo(900, within(130)); // six standard deviations
        assertThat(prunedAt[3]).isCloseTo(500, within(120));
        assertThat(prunedAt[9]).isCloseTo(300, within(100));
    }

    @Test
    void options_thatCannotBe_areRefused() {
        assertThatThrownBy(() -> ONE_RUNG.withMinResource(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ONE_RUNG.withMinResource(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ONE_RUNG.withReductionFactor(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
