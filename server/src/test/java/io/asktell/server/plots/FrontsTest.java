package io.asktell.server.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.asktell.api.plots.ParetoPlot.HypervolumeStep;
import io.asktell.api.plots.ParetoPlot.ParetoPoint;
import io.asktell.pareto.Hypervolume;
import io.asktell.pareto.Pareto;
import io.asktell.server.problem.MalformedException;
import io.asktell.study.Direction;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FrontsTest {
    private static final double[] HERE = {0.5};

    private static StudyFixture of(Direction... directions) {
        return StudyFixture.of(StudyFixture.unit("x"), directions);
    }

    @Test
    void twoObjectives_haveAFront_theRest_andTheAreaAfterEachTrial() {
        var study = of(Direction.MINIMIZE, Direction.MAXIMIZE)
                .complete(HERE, 2, 1)
                .complete(HERE, 1, 0)
                .infeasible(0, 9)
                .complete(HERE, 3, 1)
                .complete(HERE, 3, 2)
                .study();

        var plot = Fronts.of(study, 100);

        assertThat(plot.directions()).containsExactly("minimize", "maximize");
        assertThat(plot.front()).extracting(ParetoPoint::number).containsExactly(1, 0, 4);
        assertThat(plot.frontTotal()).isEqualTo(3);
        assertThat(plot.frontExact()).isTrue();
        assertThat(plot.dominated()).extracting(ParetoPoint::number).containsExactly(3, 2);
        assertThat(plot.dominated()).extracting(ParetoPoint::feasible).containsExactly(true, false);
        var hypervolume = Objects.requireNonNull(plot.hypervolume());
        assertThat(hypervolume.reference().get(0)).isCloseTo(3.2, within(1e-12));
        assertThat(hypervolume.reference().get(1)).isCloseTo(-0.2, within(1e-12));
        assertThat(hypervolume.exact()).isTrue();
        assertThat(hypervolume.steps()).extracting(HypervolumeStep::number).containsExactly(0, 1, 3, 4);
        // 1.2 x 1.2; and 1 x 0.2 more; and nothing; and 0.2 x 1 more
        double[] expected = {1.44, 1.64, 1.64, 1.84};
        for (int i = 0; i < 4; i++) {
            assertThat(hypervolume.steps().get(i).volume()).isCloseTo(expected[i], within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void volumes_areThoseOfTheWholeFront(int objectives) {
        var random = new Random(5);
        var directions = new Direction[objectives];
        Arrays.fill(directions, Direction.MINIMIZE);
        var fixture = of(directions);
        double[][] losses = new double[60][objectives];
        for (double[] vector : losses) {
            Arrays.setAll(vector, k -> random.nextInt(8));
            fixture.complete(HERE, vector);
        }

        var plot = Fronts.of(fixture.study(), 100);

        var hypervolume = Objects.requireNonNull(plot.hypervolume());
        double[] reference = hypervolume.reference().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
        double[] all = Hypervolume.history(losses, reference);
        assertThat(hypervolume.steps())
                .hasSizeGreaterThanOrEqualTo(50)
                .allSatisfy(step -> assertThat(step.volume()).isCloseTo(all[step.number()], within(1e-9)));
        assertThat(plot.front().stream().map(ParetoPoint::number))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Pareto.front(losses)).boxed().toList());
    }

    @Test
    void manyTrialsOfThreeObjectives_areComparedExactly_andTheAnswerIsBounded() {
        var random = new Random(6);
        var fixture = of(Direction.MINIMIZE, Direction.MAXIMIZE, Direction.MINIMIZE);
        double[][] losses = new double[30_000][3];
        for (double[] vector : losses) {
            Arrays.setAll(vector, k -> random.nextDouble());
            fixture.complete(HERE, vector[0], -vector[1], vector[2]);
        }

        var plot = Fronts.of(fixture.study(), 500);

        assertThat(plot.frontExact()).isTrue();
        assertThat(plot.frontTotal()).isEqualTo(Pareto.front(losses).length);
        assertThat(plot.shown()).isEqualTo(500);
        assertThat(plot.front().size() + plot.dominated().size()).isEqualTo(500);
        var steps = Objects.requireNonNull(plot.hypervolume()).steps();
        assertThat(steps).hasSize(50);
        assertThat(steps).extracting(HypervolumeStep::volume).isSorted();
    }

    /** All on one plane where no vector dominates another. */
    @Test
    void aFrontOfEverything_isSampled_andSaysSo() {
        var random = new Random(7);
        var fixture = of(Direction.MINIMIZE, Direction.MINIMIZE, Direction.MINIMIZE);
        for (int n = 0; n < 20_000; n++) {
            double a = random.nextDouble();
            double b = random.nextDouble();
            fixture.complete(HERE, a, b, -a - b);
        }

        var plot = Fronts.of(fixture.study(), 200);

        assertThat(plot.frontExact()).isFalse();
        assertThat(plot.shown()).isEqualTo(200);
        assertThat(Objects.requireNonNull(plot.hypervolume()).exact()).isFalse();
    }

    @Test
    void infiniteValues_areShown_butHaveNoVolume() {
        var plot = Fronts.of(
                of(Direction.MINIMIZE, Direction.MINIMIZE)
                        .complete(HERE, Double.NEGATIVE_INFINITY, 1)
                        .complete(HERE, 0, Double.POSITIVE_INFINITY)
                        .study(),
                10);

        assertThat(plot.front()).extracting(ParetoPoint::number).containsExactly(0);
        assertThat(plot.dominated()).extracting(ParetoPoint::number).containsExactly(1);
        assertThat(plot.hypervolume()).isNull();
    }

    @Test
    void noTrials_areNoFront_andOneObjectiveIsRefused() {
        var none = Fronts.of(of(Direction.MINIMIZE, Direction.MINIMIZE).study(), 10);

        assertThat(none.front()).isEmpty();
        assertThat(none.hypervolume()).isNull();
        assertThatThrownBy(() -> Fronts.of(StudyFixture.minimizing().study(), 10))
                .isInstanceOf(MalformedException.class);
    }
}
