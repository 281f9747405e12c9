package io.asktell.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Histories;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Spaces;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link ImportanceEvaluator} must do. */
interface ImportanceContract {
    ImportanceEvaluator newEvaluator();

    /** Completed trials at random points. */
    static TrialTable trials(SearchSpace space, int n, ToDoubleFunction<double[]> f) {
        var history = new TrialTable(space.size(), 1);
        for (int i = 0; i < n; i++) {
            double[] point = RandomSampler.draw(space, Rng.of(1, i));
            history.put(Histories.complete(i, point, f.applyAsDouble(point)));
        }
        return history;
    }

    private Map<String, Double> shares(SearchSpace space, int n, ToDoubleFunction<double[]> f) {
        return newEvaluator().evaluate(space, trials(space, n, f), Direction.MINIMIZE, 0);
    }

    @ParameterizedTest
    @MethodSource("io.asktell.sampler.Spaces#everyKind")
    default void shares_areOfAllParameters_descending_andSumToOne(SearchSpace space) {
        var history = Histories.eventful(space, 1, 120, 3);

        Map<String, Double> shares = newEvaluator().evaluate(space, history, Direction.MAXIMIZE, 0);

        assertThat(shares)
                .hasSize(space.size())
                .isEqualTo(newEvaluator().evaluate(space, history, Direction.MAXIMIZE, 0));
        assertThat(shares.values()).allMatch(share -> share >= 0);
        assertThat(List.copyOf(shares.values())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(shares.values().stream().mapToDouble(s -> s).sum()).isCloseTo(1, within(1e-12));
    }

    @Test
    default void shares_areInTheOrderOfTheEffects_ofEachObjective() {
        var space = Spaces.cube(5);
        var history = new TrialTable(5, 2);
        for (int i = 0; i < 500; i++) {
            double[] x = RandomSampler.draw(space, Rng.of(3, i));
            history.put(Histories.complete(i, x, 9 * x[1] + 3 * x[4] + x[2], -9 * x[0] - 4 * x[3]));
        }

        var first = newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0);
        var second = newEvaluator().evaluate(space, history, Direction.MAXIMIZE, 1);

        assertThat(first.keySet()).startsWith("x1", "x4");
        assertThat(first.get("x1")).isGreaterThan(0.6);
        assertThat(second.keySet()).startsWith("x0", "x3");
    }

    @Test
    default void shares_whenNothingMattered_areEqual() {
        assertThat(shares(Spaces.cube(4), 50, x -> 3)).containsValues(0.25).hasSize(4);
        assertThat(shares(SearchSpace.of(Parameter.of("x0", IntDistribution.of(1, 1))), 5, x -> x[0]))
                .isEqualTo(Map.of("x0", 1.0));
    }

    @Test
    default void trialsThatAreNotFinite_doNotCount() {
        var space = Spaces.cube(1);
        var history = new TrialTable(1, 1);
        history.put(Histories.complete(0, new double[] {0.1}, Double.POSITIVE_INFINITY));
        history.put(Histories.complete(1, new double[] {0.2}, 1));
        history.put(Histories.running(2, new double[] {0.3}));

        assertThatThrownBy(() -> newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 1");
        history.put(Histories.complete(2, new double[] {0.3}, 2));
        assertThat(newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0))
                .isEqualTo(Map.of("x0", 1.0));
    }
}
