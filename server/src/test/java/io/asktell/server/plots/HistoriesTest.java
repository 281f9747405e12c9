package io.asktell.server.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.api.Score;
import io.asktell.api.plots.HistoryPlot.HistoryBucket;
import io.asktell.api.plots.HistoryPlot.HistoryPoint;
import io.asktell.api.plots.HistoryPlot.HistoryStep;
import io.asktell.server.problem.InvalidException;
import io.asktell.study.Direction;
import io.asktell.study.TrialState;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HistoriesTest {
    @Test
    void fewTrials_areAllThere_withTheirBestSoFar() {
        var study = StudyFixture.minimizing()
                .values(3)
                .state(TrialState.PRUNED)
                .infeasible(0)
                .values(2, Double.POSITIVE_INFINITY, 2)
                .state(TrialState.FAIL)
                .state(TrialState.RUNNING)
                .study();

        var plot = Histories.of(study, 0, 2_000);

        assertThat(plot.version()).isEqualTo("7-3-0");
        assertThat(plot.trials()).isEqualTo(8);
        assertThat(plot.total()).isEqualTo(4);
        assertThat(plot.shown()).isEqualTo(4);
        assertThat(plot.notFinite()).isEqualTo(1);
        assertThat(plot.points())
                .containsExactly(
                        new HistoryPoint(0, 3, true),
                        new HistoryPoint(2, 0, false),
                        new HistoryPoint(3, 2, true),
                        new HistoryPoint(5, 2, true));
        assertThat(plot.best()).containsExactly(new HistoryStep(0, new Score(3)), new HistoryStep(3, new Score(2)));
        assertThat(plot.bestTotal()).isEqualTo(2);
        assertThat(plot.buckets()).hasSize(8).contains(new HistoryBucket(1, 1, 0, 1, 0, 0));
        assertThat(plot.buckets()).contains(new HistoryBucket(2, 2, 1, 0, 0, 1), new HistoryBucket(6, 6, 0, 0, 1, 0));
    }

    @ParameterizedTest
    @EnumSource
    void anInfinitelyGoodValue_isTheBest_andNoPoint(Direction direction) {
        double good = direction == Direction.MINIMIZE ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
        var plot = Histories.of(
                StudyFixture.of(StudyFixture.unit("x"), direction)
                        .values(1, good)
                        .study(),
                0,
                10);

        assertThat(plot.best()).containsExactly(new HistoryStep(0, new Score(1)), new HistoryStep(1, new Score(good)));
        assertThat(plot.points()).containsExactly(new HistoryPoint(0, 1, true));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void manyTrials_loseNoOptimum(long seed) {
        var random = new Random(seed);
        var fixture = StudyFixture.minimizing();
        for (int n = 0; n < 5_000; n++) {
            if (random.nextInt(50) == 0) {
                fixture.infeasible(-random.nextDouble());
            } else {
                fixture.values(random.nextGaussian());
            }
        }
        var study = fixture.study();
        int points = 10 + random.nextInt(100);

        var plot = Histories.of(study, 0, points);

        double least = IntStream.range(0, 5_000)
                .filter(n -> Completed.feasible(study.history(), n))
                .mapToDouble(n -> study.history().value(n, 0))
                .min()
                .orElseThrow();
        var last = plot.best().get(plot.best().size() - 1);
        assertThat(last.value().value()).isEqualTo(least);
        assertThat(plot.shown()).isEqualTo(plot.points().size()).isBetween(points / 2, points);
        assertThat(plot.total()).isEqualTo(5_000);
        assertThat(plot.points()).contains(new HistoryPoint(last.number(), least, true));
        assertThat(plot.points().stream().map(HistoryPoint::number))
                .containsAll(plot.best().stream().map(HistoryStep::number).toList());
        assertThat(plot.points().stream().mapToDouble(HistoryPoint::value).max())
                .hasValue(IntStream.range(0, 5_000)
                        .mapToDouble(n -> study.history().value(n, 0))
                        .max()
                        .orElseThrow());
    }

    @Test
    void trialsThatAllImprove_keepTheFirstAndTheLast() {
        var plot = Histories.of(
                StudyFixture.minimizing()
                        .values(IntStream.range(0, 1_000).mapToDouble(n -> -n).toArray())
                        .study(),
                0,
                100);

        assertThat(plot.bestTotal()).isEqualTo(1_000);
        assertThat(plot.best()).hasSize(50).startsWith(new HistoryStep(0, new Score(0)));
        assertThat(plot.best()).endsWith(new HistoryStep(999, new Score(-999)));
        assertThat(plot.shown()).isLessThanOrEqualTo(100);
    }

    @Test
    void noTrials_andNoneComplete_areEmpty() {
        var none = Histories.of(StudyFixture.minimizing().study(), 0, 10);
        var failed = Histories.of(
                StudyFixture.minimizing()
                        .state(TrialState.FAIL)
                        .state(TrialState.FAIL)
                        .study(),
                0,
                10);

        assertThat(none.points()).isEmpty();
        assertThat(none.buckets()).isEmpty();
        assertThat(failed.points()).isEmpty();
        assertThat(failed.best()).isEmpty();
        assertThat(failed.buckets())
                .containsExactly(new HistoryBucket(0, 0, 0, 0, 1, 0), new HistoryBucket(1, 1, 0, 0, 1, 0));
    }

    @Test
    void anObjectiveThatIsNot_isRefused() {
        assertThatThrownBy(() -> Histories.of(StudyFixture.minimizing().study(), 1, 10))
                .isInstanceOf(InvalidException.class)
                .hasMessageContaining("objective");
    }
}
