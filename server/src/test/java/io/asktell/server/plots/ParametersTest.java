package io.asktell.server.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.asktell.api.plots.ParallelPlot.ParallelRow;
import io.asktell.api.plots.PlotAxis;
import io.asktell.api.plots.RankPlot.RankPoint;
import io.asktell.api.plots.SlicePlot.SlicePoint;
import io.asktell.server.problem.InvalidException;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plots over parameters: slice, parallel, contour, rank. */
final class ParametersTest {
    private static final SearchSpace MIXED = SearchSpace.of(
            Parameter.of("rate", FloatDistribution.logarithmic(0.001, 1)),
            Parameter.of("kind", CategoricalDistribution.of("a", "b")),
            Parameter.of("depth", IntDistribution.of(1, 3)).when("kind", "b"));

    private static StudyFixture mixed() {
        return StudyFixture.of(MIXED, Direction.MAXIMIZE)
                .complete(new double[] {0.1, 0, StudyFixture.NONE}, 1)
                .complete(new double[] {0.01, 1, 2}, 3)
                .state(TrialState.FAIL)
                .infeasible(9)
                .complete(new double[] {0.5, 1, 3}, 2);
    }

    /** Random points with the value x - y. */
    private static StudyFixture many(int trials) {
        var random = new Random(1);
        var fixture = StudyFixture.minimizing();
        for (int n = 0; n < trials; n++) {
            double x = random.nextDouble();
            double y = random.nextDouble();
            fixture.complete(new double[] {x, y}, x - y);
        }
        return fixture;
    }

    @Test
    void slice_ofAConditionalParameter_hasOnlyTrialsWithIt() {
        var plot = Slices.of(
                StudyFixture.of(MIXED, Direction.MAXIMIZE)
                        .complete(new double[] {0.1, 0, StudyFixture.NONE}, 1)
                        .complete(new double[] {0.01, 1, 2}, 3)
                        .study(),
                0,
                "depth",
                10);

        assertThat(plot.axis()).isEqualTo(new PlotAxis("depth", "int", "linear", 1, 3, null));
        assertThat(plot.points()).containsExactly(new SlicePoint(2, 3, 1, true));
        assertThat(plot.total()).isEqualTo(1);
        assertThat(plot.trials()).isEqualTo(2);
        assertThat(plot.direction()).isEqualTo("maximize");
    }

    @Test
    void slice_ofAChoice_hasItsIndex_andTheScaleIsTold() {
        var study = mixed().study();

        assertThat(Slices.of(study, 0, "kind", 10).axis())
                .isEqualTo(new PlotAxis("kind", "categorical", "linear", 0, 1, List.of("a", "b")));
        assertThat(Slices.of(study, 0, "rate", 10).axis().scale()).isEqualTo("log");
        assertThat(Slices.of(study, 0, "rate", 10).points()).contains(new SlicePoint(0.5, 9, 3, false));
    }

    @Test
    void slice_ofMany_hasTheBest_andSaysItIsASample() {
        var study = many(3_000).values(-5).study();

        var plot = Slices.of(study, 0, "x", 50);

        assertThat(plot.points()).hasSize(50).contains(new SlicePoint(0.5, -5, 3_000, true));
        assertThat(plot.shown()).isEqualTo(50);
        assertThat(plot.total()).isEqualTo(3_001);
        assertThat(Slices.of(study, 0, "x", 50)).isEqualTo(plot);
    }

    @Test
    void unknownParameters_andTheSameTwice_areRefused() {
        var study = mixed().study();

        assertThatThrownBy(() -> Slices.of(study, 0, "none", 10)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Contours.of(study, 0, "rate", "rate", 10)).isInstanceOf(InvalidException.class);
        assertThatThrownBy(() -> Parallels.of(study, 0, List.of("rate", "none"), 10))
                .isInstanceOf(InvalidException.class);
    }

    @Test
    void parallel_isBestFirst_infeasibleLast_andNullWhereInactive() {
        var plot = Parallels.of(mixed().study(), 0, List.of(), 10);

        assertThat(plot.axes()).extracting(PlotAxis::name).containsExactly("rate", "kind", "depth");
        assertThat(plot.rows())
                .containsExactly(
                        new ParallelRow(1, 3, true, List.of(0.01, 1.0, 2.0)),
                        new ParallelRow(4, 2, true, List.of(0.5, 1.0, 3.0)),
                        new ParallelRow(0, 1, true, Arrays.asList(0.1, 0.0, null)),
                        new ParallelRow(3, 9, false, List.of(0.5, 0.5, 0.5)));
    }

    @Test
    void parallel_ofMany_hasTheBestHalf_andIsBoundedByItsCells() {
        var plot = Parallels.of(many(3_000).study(), 0, List.of("y"), 100);
        var names = new String[100];
        Arrays.setAll(names, i -> "p" + i);
        var wide = StudyFixture.of(StudyFixture.unit(names), Direction.MINIMIZE);
        for (int n = 0; n < 3_000; n++) {
            wide.values(n);
        }

        double worstOfTheBest = Parallels.of(many(3_000).study(), 0, List.of(), 3_000)
                .rows()
                .get(49)
                .value();
        assertThat(plot.rows()).hasSize(100);
        assertThat(plot.rows().get(49).value()).isEqualTo(worstOfTheBest);
        assertThat(Parallels.of(wide.study(), 0, List.of(), 20_000).shown()).isEqualTo(2_000);
    }

    @Test
    void rank_countsFromTheBest_tiesInTheMiddle() {
        var study = StudyFixture.minimizing()
                .complete(new double[] {0.1, 0.2}, 5)
                .complete(new double[] {0.3, 0.4}, 1)
                .complete(new double[] {0.5, 0.6}, 5)
                .study();

        var plot = Ranks.of(study, 0, "x", "y", 10);

        assertThat(plot.points())
                .containsExactly(
                        new RankPoint(0.1, 0.2, 0.75, 5, 0, true),
                        new RankPoint(0.3, 0.4, 0, 1, 1, true),
                        new RankPoint(0.5, 0.6, 0.75, 5, 2, true));
        assertThat(Ranks.of(StudyFixture.minimizing().values(4).study(), 0, "x", "y", 10)
                        .points())
                .extracting(RankPoint::rank)
                .containsExactly(0.0);
        assertThat(Ranks.of(StudyFixture.minimizing().values(4, 4).study(), 0, "x", "y", 10)
                        .points())
                .extracting(RankPoint::rank)
                .containsExactly(0.5, 0.5);
    }

    @Test
    void contour_followsTheValues_andIsNullFarFromTrials() {
        var grid = Objects.requireNonNull(
                Contours.of(many(5_000).study(), 0, "x", "y", 100).grid());

        assertThat(grid.x()).hasSize(40).isSorted();
        assertThat(grid.x().get(0)).isCloseTo(0.0125, within(1e-12));
        for (int row = 2; row < 38; row++) {
            for (int column = 2; column < 38; column++) {
                assertThat(grid.values().get(row).get(column))
                        .isCloseTo(grid.x().get(column) - grid.y().get(row), within(0.08));
            }
        }
        var lonely = Objects.requireNonNull(Contours.of(
                        StudyFixture.minimizing()
                                .complete(new double[] {0.05, 0.05}, 4)
                                .study(),
                        0,
                        "x",
                        "y",
                        100)
                .grid());
        assertThat(lonely.values().get(2).get(2)).isEqualTo(4);
        assertThat(lonely.values().get(39).get(39)).isNull();
    }

    @Test
    void contour_overAChoice_doesNotMixChoices_andFewValuesAreFewColumns() {
        var space = SearchSpace.of(
                Parameter.of("kind", CategoricalDistribution.of("a", "b", "c")),
                Parameter.of("depth", IntDistribution.of(1, 3)));
        var study = StudyFixture.of(space, Direction.MINIMIZE)
                .complete(new double[] {0, 2}, 10)
                .complete(new double[] {1, 2}, 20)
                .study();

        var grid = Objects.requireNonNull(
                Contours.of(study, 0, "kind", "depth", 10).grid());

        assertThat(grid.x()).containsExactly(0.0, 1.0, 2.0);
        assertThat(grid.y()).containsExactly(1.0, 2.0, 3.0);
        assertThat(grid.values().get(1)).containsExactly(10.0, 20.0, null);
    }

    @Test
    void contour_ofNothing_isEmpty_andOfTooManyChoices_hasNoGrid() {
        var choices = new Object[101];
        Arrays.setAll(choices, i -> "c" + i);
        var space = SearchSpace.of(
                Parameter.of("kind", CategoricalDistribution.of(choices)),
                Parameter.of("x", FloatDistribution.of(0, 1)));
        var empty = Contours.of(StudyFixture.minimizing().study(), 0, "x", "y", 10);

        assertThat(empty.points()).isEmpty();
        assertThat(Objects.requireNonNull(empty.grid()).values().get(0)).containsOnlyNulls();
        assertThat(Contours.of(StudyFixture.of(space, Direction.MINIMIZE).study(), 0, "kind", "x", 10)
                        .grid())
                .isNull();
    }
}
