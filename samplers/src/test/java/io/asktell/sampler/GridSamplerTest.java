package io.asktell.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GridSamplerTest implements MultiObjectiveContract {
    /** Two values for what is not countable, one where cells would be too many. */
    @Override
    public Sampler newSampler(SearchSpace space) {
        Map<String, List<@Nullable Object>> values = new LinkedHashMap<>();
        for (Parameter parameter : space.parameters()) {
            if (parameter.distribution() instanceof FloatDistribution real && real.step() == 0 && !real.single()) {
                values.put(
                        parameter.name(), values.size() < 20 ? List.of(real.low(), real.high()) : List.of(real.high()));
            } else if (parameter.distribution().cardinality() > 1_000_000) {
                values.put(parameter.name(), List.of(1));
            }
        }
        return new GridSampler(new GridOptions(values));
    }

    private static List<Map<String, @Nullable Object>> all(Sampler sampler, SearchSpace space) {
        var history = new TrialTable(space.size(), 1);
        List<Map<String, @Nullable Object>> cells = new ArrayList<>();
        while (!sampler.exhausted(ask(space, history), history)) {
            Suggestion next = sampler.suggest(ask(space, history), history, Rng.of(0, history.size()));
            cells.add(next.parameters().asMap());
            history.put(Histories.running(history.size(), next.parameters().point()));
        }
        return cells;
    }

    private static Ask ask(SearchSpace space, TrialTable history) {
        return new Ask(space, List.of(Direction.MINIMIZE), history.size());
    }

    @Test
    void cells_comeInTheOrderOfTheirValues_lastParameterFastest() {
        var space = SearchSpace.of(
                Parameter.of("a", IntDistribution.stepped(1, 5, 4)),
                Parameter.of("b", CategoricalDistribution.of("x", null)),
                Parameter.of("c", FloatDistribution.stepped(0, 0.2, 0.1)));

        assertThat(all(new GridSampler(GridOptions.defaults()), space).toString())
                .isEqualTo("[{a=1, b=x, c=0.0}, {a=1, b=x, c=0.1}, {a=1, b=x, c=0.2}, {a=1, b=null, c=0.0},"
                        + " {a=1, b=null, c=0.1}, {a=1, b=null, c=0.2}, {a=5, b=x, c=0.0}, {a=5, b=x, c=0.1},"
                        + " {a=5, b=x, c=0.2}, {a=5, b=null, c=0.0}, {a=5, b=null, c=0.1}, {a=5, b=null, c=0.2}]");
    }

    @Test
    void cells_ofAConditionalSpace_differInWhatIsActiveOnly() {
        var space = SearchSpace.of(
                Parameter.of("momentum", FloatDistribution.stepped(0, 1, 0.5)).when("nesterov", true, false),
                Parameter.of("optimizer", CategoricalDistribution.of("adam", "sgd")),
                Parameter.of("nesterov", CategoricalDistribution.of(true, false))
                        .when("optimizer", "sgd"),
                Parameter.of("layers", IntDistribution.of(1, 2)));
        var sampler = new GridSampler(GridOptions.defaults());

        var cells = all(sampler, space);

        assertThat(sampler.cells(space)).isEqualTo((1 + 2 * 3) * 2);
        assertThat(cells).hasSize(14).doesNotHaveDuplicates();
        assertThat(cells.get(0)).isEqualTo(Map.of("optimizer", "adam", "layers", 1L));
    }

    @Test
    void values_thatAreListed_areTriedInTheirOrder() {
        var space = SearchSpace.of(Parameter.of("x", FloatDistribution.of(0, 1)));
        var sampler = new GridSampler(new GridOptions(Map.of("x", List.of(0.9, 0, 0.3))));

        assertThat(all(sampler, space)).extracting(cell -> cell.get("x")).containsExactly(0.9, 0.0, 0.3);
    }

    @Test
    void suggest_skipsCellsThatAnyTrialHas_howeverItEnded() {
        var space = SearchSpace.of(Parameter.of("x", IntDistribution.of(0, 9)));
        var history = new TrialTable(1, 1);
        history.put(new Trial(0, TrialState.FAIL, new double[] {0}, null, null, Reports.NONE));
        history.put(new Trial(1, TrialState.WAITING, new double[] {1}, null, null, Reports.NONE));
        history.put(new Trial(2, TrialState.WAITING, new double[] {Double.NaN}, null, null, Reports.NONE));
        history.put(Histories.complete(3, new double[] {3}, 1));
        var sampler = new GridSampler(GridOptions.defaults());

        assertThat(next(sampler, space, history)).isEqualTo(2);
        history.put(Histories.running(4, new double[] {2}));
        assertThat(next(sampler, space, history)).isEqualTo(4);
        history.put(Histories.running(2, new double[] {4}));
        assertThat(next(sampler, space, history)).isEqualTo(5);
    }

    private static double next(Sampler sampler, SearchSpace space, TrialTable history) {
        return sampler.suggest(ask(space, history), history, Rng.of(0, 0))
                .parameters()
                .point()[0];
    }

    @Test
    void suggest_onceExhausted_isRefused() {
        var space = SearchSpace.of(Parameter.of("x", IntDistribution.of(0, 0)));
        var history = new TrialTable(1, 1);
        history.put(Histories.running(0, new double[] {0}));
        var sampler = new GridSampler(GridOptions.defaults());

        assertThat(sampler.exhausted(ask(space, history), history)).isTrue();
        assertThatThrownBy(() -> next(sampler, space, history)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void suggest_onAGridOfMillions_makesNoneButTheCellAskedFor() {
        var space = SearchSpace.of(
                Parameter.of("a", IntDistribution.of(0, 999_999_999)),
                Parameter.of("b", IntDistribution.of(0, 999_999_999)));
        var sampler = new GridSampler(GridOptions.defaults());
        var history = new TrialTable(2, 1);
        var seen = new HashSet<>();
        for (int n = 0; n < 2000; n++) {
            double[] point = sampler.suggest(ask(space, history), history, Rng.of(0, n))
                    .parameters()
                    .point();
            seen.add(point[0] + " " + point[1]);
            history.put(Histories.running(n, point));
        }

        assertThat(sampler.cells(space)).isEqualTo(1_000_000_000_000_000_000L);
        assertThat(seen).hasSize(2000);
    }

    @Test
    void grids_thatCannotBe_areRefused() {
        var real = SearchSpace.of(Parameter.of("x", FloatDistribution.of(0, 1)));

        assertRefused(real, Map.of(), "neither a step nor grid values");
        assertRefused(real, Map.of("y", List.of(1)), "none named y");
        assertRefused(real, Map.of("x", List.of()), "there is none for x");
        assertRefused(real, Map.of("x", List.of(0.5, 2)), "but it is 2");
        assertRefused(real, Map.of("x", List.of(1, 1.0)), "twice");
        assertRefused(
                SearchSpace.of(
                        Parameter.of("a", IntDistribution.of(0, 1L << 40)),
                        Parameter.of("b", IntDistribution.of(0, 1L << 40))),
                Map.of(),
                "2^63");
    }

    private static void assertRefused(SearchSpace space, Map<String, List<@Nullable Object>> values, String message) {
        assertThatThrownBy(() -> new GridSampler(new GridOptions(values)).cells(space))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
