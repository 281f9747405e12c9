package io.asktell.server.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.api.Score;
import io.asktell.api.plots.EdfPlot.EdfStep;
import io.asktell.api.plots.IntermediatePlot.IntermediateCurve;
import io.asktell.api.plots.IntermediatePlot.IntermediatePoint;
import io.asktell.api.plots.TimelinePlot.TimelineBucket;
import io.asktell.api.plots.TimelinePlot.TimelineSpan;
import io.asktell.study.TrialState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Plots over steps, values and time: edf, intermediate, timeline. */
final class CurvesTest {
    @Test
    void edf_ofFewValues_isExact_withInfinities() {
        var study = StudyFixture.minimizing()
                .values(2, 1, 2, Double.POSITIVE_INFINITY)
                .state(TrialState.FAIL)
                .study();

        var plot = Distributions.of(List.of(study, study), 0);

        assertThat(plot.version()).isEqualTo("7-3-0.7-3-0");
        assertThat(plot.trials()).isEqualTo(10);
        assertThat(plot.curves()).hasSize(2);
        assertThat(plot.curves().get(0).steps())
                .containsExactly(
                        new EdfStep(new Score(1), 0.25),
                        new EdfStep(new Score(2), 0.75),
                        new EdfStep(new Score(Double.POSITIVE_INFINITY), 1));
    }

    @Test
    void edf_ofManyValues_hasExactShares_andBothEnds() {
        var study = StudyFixture.minimizing()
                .values(IntStream.range(0, 10_000)
                        .mapToDouble(n -> (n * 37) % 10_000)
                        .toArray())
                .study();

        var curve = Distributions.of(List.of(study), 0).curves().get(0);

        assertThat(curve.total()).isEqualTo(10_000);
        assertThat(curve.shown()).isEqualTo(200);
        assertThat(curve.steps())
                .startsWith(new EdfStep(new Score(0), 1e-4))
                .endsWith(new EdfStep(new Score(9_999), 1))
                .allSatisfy(
                        step -> assertThat(step.share()).isCloseTo((step.value().value() + 1) / 10_000, within(1e-12)));
    }

    @Test
    void edf_withoutTrials_hasNoSteps() {
        assertThat(Distributions.of(List.of(StudyFixture.minimizing().study()), 0)
                        .curves()
                        .get(0)
                        .steps())
                .isEmpty();
    }

    @Test
    void intermediate_hasTheBestAndTheNewest() {
        var fixture = StudyFixture.minimizing();
        for (int n = 0; n < 20; n++) {
            fixture.reporting(TrialState.COMPLETE, new double[] {n == 3 ? -1 : n}, Map.of(1, (double) n));
        }
        fixture.values(-9).reporting(TrialState.PRUNED, null, Map.of(1, Double.NaN, 2, Double.POSITIVE_INFINITY));

        var plot = Intermediates.of(fixture.study(), 0, 4);

        assertThat(plot.total()).isEqualTo(21);
        assertThat(plot.curves()).extracting(IntermediateCurve::number).containsExactly(0, 3, 19, 21);
        assertThat(plot.curves().get(3).state()).isEqualTo("PRUNED");
        assertThat(plot.curves().get(3).value()).isNull();
        assertThat(plot.curves().get(3).steps())
                .containsExactly(
                        new IntermediatePoint(1, null), new IntermediatePoint(2, new Score(Double.POSITIVE_INFINITY)));
    }

    @Test
    void intermediate_ofManySteps_keepsTheEndsAndTheExtremes() {
        Map<Integer, Double> reports = new HashMap<>();
        for (int step = 0; step < 10_000; step++) {
            reports.put(step, step == 4_321 ? 1e6 : Math.sin(step));
        }

        var curve = Intermediates.of(
                        StudyFixture.minimizing()
                                .reporting(TrialState.RUNNING, null, reports)
                                .study(),
                        0,
                        100)
                .curves()
                .get(0);

        assertThat(curve.total()).isEqualTo(10_000);
        assertThat(curve.shown()).isEqualTo(curve.steps().size()).isBetween(100, 200);
        assertThat(curve.steps().get(0).step()).isZero();
        assertThat(curve.steps().get(curve.steps().size() - 1).step()).isEqualTo(9_999);
        assertThat(curve.steps()).contains(new IntermediatePoint(4_321, new Score(1e6)));
    }

    @Test
    void timeline_hasTheNewest_andTheUseOfTheWholeStudy() {
        var study = StudyFixture.minimizing()
                .values(1)
                .from(200, 100)
                .state(TrialState.FAIL)
                .from(100, 50)
                .state(TrialState.RUNNING)
                .from(100, null)
                .state(TrialState.WAITING)
                .from(150, null) // waits for another attempt
                .study();

        var plot = Timelines.of(study, 2, numbers -> Map.of(2, "worker of " + numbers.length));

        assertThat(plot.total()).isEqualTo(3);
        assertThat(plot.spans())
                .containsExactly(
                        new TimelineSpan(
                                1, "FAIL", null, StudyFixture.NOW.minusSeconds(100), StudyFixture.NOW.minusSeconds(50)),
                        new TimelineSpan(2, "RUNNING", "worker of 2", StudyFixture.NOW.minusSeconds(100), null));
        assertThat(plot.buckets()).hasSize(100);
        assertThat(plot.buckets().get(0).from()).isEqualTo(StudyFixture.NOW.minusSeconds(200));
        assertThat(plot.buckets().get(99).to()).isEqualTo(StudyFixture.NOW);
        assertThat(plot.buckets().get(10).running()).isCloseTo(1, within(1e-9));
        assertThat(plot.buckets().get(60).running()).isCloseTo(2, within(1e-9));
        assertThat(plot.buckets().get(90).running()).isCloseTo(1, within(1e-9));
        assertThat(plot.buckets().stream().mapToInt(TimelineBucket::finished).sum())
                .isEqualTo(2);
    }

    @Test
    void timeline_ofAMoment_isOneBucket_andOfNothingNone() {
        var moment = Timelines.of(StudyFixture.minimizing().values(1).from(5, 5).study(), 10, numbers -> Map.of());
        var nothing =
                Timelines.of(StudyFixture.minimizing().state(TrialState.WAITING).study(), 10, numbers -> Map.of());

        assertThat(moment.buckets()).hasSize(1);
        assertThat(moment.buckets().get(0).finished()).isEqualTo(1);
        assertThat(nothing.buckets()).isEmpty();
        assertThat(nothing.spans()).isEmpty();
    }
}
