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

final class PercentilePrunerTest implements PrunerContract {
    @Override
    public Pruner newPruner() {
        return new PercentilePruner(PercentileOptions.median());
    }

    private static Trial trial(int number, TrialState state, Map<Integer, Double> reports) {
        return new Trial(number, state, new double[] {0}, new double[] {0}, null, Reports.of(reports));
    }

    /** Completed trials with these values at step 1, then a running one with these reports; judged by minimising. */
    private static boolean prunes(PercentileOptions options, double[] completed, Map<Integer, Double> reports) {
        var history = new TrialTable(1, 1);
        for (double value : completed) {
            history.put(trial(history.size(), TrialState.COMPLETE, Map.of(1, value)));
        }
        history.put(trial(history.size(), TrialState.RUNNING, reports));
        return new PercentilePruner(options).shouldPrune(Direction.MINIMIZE, history, history.size() - 1);
    }

    private static final PercentileOptions AT_ONCE = PercentileOptions.median().withStartupTrials(0);

    @Test
    void aTrial_worseThanTheMedian_stops() {
        double[] completed = {1, 2, 3, 4};

        assertThat(prunes(AT_ONCE, completed, Map.of(1, 2.4))).isFalse();
        assertThat(prunes(AT_ONCE, completed, Map.of(1, 2.5))).isFalse();
        assertThat(prunes(AT_ONCE, completed, Map.of(1, 2.6))).isTrue();
    }

    @Test
    void aTrial_isJudgedByItsBestValueSoFar() {
        assertThat(prunes(AT_ONCE, new double[] {2, 3}, Map.of(0, 1.0, 1, 9.0))).isFalse();
        assertThat(prunes(AT_ONCE, new double[] {2, 3}, Map.of(0, 8.0, 1, 9.0))).isTrue();
    }

    @Test
    void startupTrials_mustHaveCompleted() {
        var three = AT_ONCE.withStartupTrials(3);

        assertThat(prunes(three, new double[] {1, 1}, Map.of(1, 2.0))).isFalse();
        assertThat(prunes(three, new double[] {1, 1, 1}, Map.of(1, 2.0))).isTrue();
    }

    @Test
    void warmupAndInterval_sayWhichReportsAreJudged() {
        var options = AT_ONCE.withSchedule(new Schedule(2, 3));
        var history = new TrialTable(1, 1);
        history.put(trial(0, TrialState.COMPLETE, Map.of(1, 0.0, 2, 0.0, 3, 0.0, 5, 0.0, 6, 0.0)));
        history.put(trial(1, TrialState.RUNNING, Map.of()));
        String judged = "";
        for (int step : new int[] {1, 2, 3, 6}) { // due from 2 on and from 5 on; 6 is the first from 5
            history.put(trial(
                    1,
                    TrialState.RUNNING,
                    history.reports(1).with(Map.of(step, 1.0)).asMap()));
            judged += new PercentilePruner(options).shouldPrune(Direction.MINIMIZE, history, 1) ? step : "";
        }

        assertThat(judged).isEqualTo("26");
    }

    @Test
    void minTrials_mustHaveAValueAtTheStep() {
        assertThat(prunes(AT_ONCE.withMinTrials(2), new double[] {1, Double.NaN}, Map.of(1, 5.0)))
                .isFalse();
        assertThat(prunes(AT_ONCE.withMinTrials(2), new double[] {1, 1}, Map.of(1, 5.0)))
                .isTrue();
        assertThat(prunes(AT_ONCE, new double[] {1, 1}, Map.of(2, 5.0))).isFalse();
    }

    @Test
    void nan_isWorstOfAll_butDoesNotHideAGoodValue() {
        assertThat(prunes(AT_ONCE, new double[] {1}, Map.of(1, Double.NaN))).isTrue();
        assertThat(prunes(AT_ONCE, new double[] {1}, Map.of(0, 0.5, 1, Double.NaN)))
                .isFalse();
        assertThat(prunes(AT_ONCE, new double[] {Double.POSITIVE_INFINITY}, Map.of(1, Double.POSITIVE_INFINITY)))
                .isFalse();
        assertThat(prunes(AT_ONCE, new double[] {Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY}, Map.of(1, 1.0)))
                .isFalse();
    }

    @Test
    void options_thatCannotBe_areRefused() {
        assertThatThrownBy(() -> AT_ONCE.withStartupTrials(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> AT_ONCE.withPercentile(101)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSmallerPercentile_isStricter_andCountsFromTheBest() {
        double[] completed = {1, 2, 3, 4, 5};

        assertThat(prunes(AT_ONCE.withPercentile(25), completed, Map.of(1, 2.0)))
                .isFalse();
        assertThat(prunes(AT_ONCE.withPercentile(25), completed, Map.of(1, 2.1)))
                .isTrue();
        assertThat(prunes(AT_ONCE.withPercentile(100), completed, Map.of(1, 5.0)))
                .isFalse();
        assertThat(prunes(AT_ONCE.withPercentile(0), completed, Map.of(1, 1.1))).isTrue();
        var history = new TrialTable(1, 1);
        for (double value : completed) {
            history.put(trial(history.size(), TrialState.COMPLETE, Map.of(1, value)));
        }
        history.put(trial(5, TrialState.RUNNING, Map.of(1, 3.9)));
        assertThat(new PercentilePruner(AT_ONCE.withPercentile(25)).shouldPrune(Direction.MAXIMIZE, history, 5))
                .isTrue();
        history.put(trial(5, TrialState.RUNNING, Map.of(1, 4.0)));
        assertThat(new PercentilePruner(AT_ONCE.withPercentile(25)).shouldPrune(Direction.MAXIMIZE, history, 5))
                .isFalse();
    }
}
