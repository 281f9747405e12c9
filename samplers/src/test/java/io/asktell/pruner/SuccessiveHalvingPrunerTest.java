package io.asktell.pruner;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.study.Direction;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import org.junit.jupiter.api.Test;

final class SuccessiveHalvingPrunerTest implements PrunerContract {
    @Override
    public Pruner newPruner() {
        return new SuccessiveHalvingPruner(SuccessiveHalvingOptions.defaults());
    }

    /** First trials each of which is better than all before, then worse ones. */
    @Test
    void whoeverIsBetterThanAllBefore_goesOn_whoeverIsWorse_stopsAtTheFirstRung() {
        var history = new TrialTable(1, 1);
        var stopped = new StringBuilder();
        for (int n = 0; n < 8; n++) {
            for (int step = 1; step <= 16; step++) {
                history.put(PrunerContract.reporting(n, TrialState.RUNNING, step, 7 - n));
                if (newPruner().shouldPrune(Direction.MINIMIZE, history, n)) {
                    stopped.append(n).append('@').append(step).append(' ');
                    break;
                }
            }
        }
        assertThat(stopped).isEmpty(); // each is better than all before it

        for (int n = 8; n < 16; n++) {
            history.put(PrunerContract.reporting(n, TrialState.RUNNING, 1, n));
            stopped.append(newPruner().shouldPrune(Direction.MINIMIZE, history, n) ? n + " " : "");
        }
        assertThat(stopped).hasToString("8 9 10 11 12 13 14 15 ");
    }

    @Test
    void aRung_isJudgedOnce_atTheFirstReportFromItOn() {
        var pruner = new SuccessiveHalvingPruner(new SuccessiveHalvingOptions(2, 2));
        var history = new TrialTable(1, 1);
        history.put(PrunerContract.reporting(0, TrialState.COMPLETE, 9, 0));
        var judged = new StringBuilder();
        for (int step = 1; step <= 9; step++) {
            history.put(PrunerContract.reporting(1, TrialState.RUNNING, step, 1));
            judged.append(pruner.shouldPrune(Direction.MINIMIZE, history, 1) ? step + " " : "");
        }

        assertThat(judged).hasToString("2 4 8 ");
    }
}
