package io.asktell.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Histories;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Spaces;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PedAnovaTest implements ImportanceContract {
    @Override
    public ImportanceEvaluator newEvaluator() {
        return new PedAnova(PedAnovaOptions.defaults());
    }

    /** χ² of the best against all is, for choices, a matter of counting. */
    @Test
    void divergences_ofChoices_areThoseOfTheirCounts() {
        var space = SearchSpace.of(
                Parameter.of("x0", CategoricalDistribution.of("a", "b")),
                Parameter.of("x1", CategoricalDistribution.of("a", "b", "c", "d")));
        var history = new TrialTable(2, 1);
        for (int i = 0; i < 80; i++) { // the best tenth: x0 always a; x1 twice each
            history.put(Histories.complete(i, new double[] {i < 40 ? 0 : 1, i % 4}, i));
        }
        // with one observation spread over all choices: of the best 8.5 and 0.5 of 9, of all 40.5 and 40.5 of 81
        double chi = 0.5 * (Math.pow(2 * 8.5 / 9 - 1, 2) + Math.pow(2 * 0.5 / 9 - 1, 2));

        var shares = newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0);

        assertThat(chi).isGreaterThan(0.7);
        assertThat(shares.get("x0")).isCloseTo(1, within(1e-12)); // as x1 has a χ² of 0
    }

    @Test
    void shares_areOfBeingAmongTheBest_notOfTheVariance() {
        // x0 moves the value most, but only among bad trials; among the good ones x1 decides
        var space = Spaces.cube(2);
        var history = ImportanceContract.trials(
                space, 1000, x -> (x[0] > 0.5 ? 100 * (x[0] - 0.5) : 0) + (x[1] > 0.2 ? 5 : 0));

        var best = newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0);
        var variance = new Fanova(FanovaOptions.defaults()).evaluate(space, history, Direction.MINIMIZE, 0);

        assertThat(best.get("x1")).isGreaterThan(0.7);
        assertThat(variance.get("x0")).isGreaterThan(0.9);
    }

    @Test
    void shares_dependOnTheDirection() {
        var space = Spaces.cube(2);
        var history = ImportanceContract.trials(space, 1000, x -> Math.max(0, x[0] - 0.8) - Math.max(0, x[1] - 0.8));

        assertThat(newEvaluator()
                        .evaluate(space, history, Direction.MAXIMIZE, 0)
                        .get("x0"))
                .isGreaterThan(0.9);
        assertThat(newEvaluator()
                        .evaluate(space, history, Direction.MINIMIZE, 0)
                        .get("x1"))
                .isGreaterThan(0.9);
    }

    @Test
    void aConditionalParameter_isJudgedWhereItIsActive() {
        // with on, the best trials need x1 near 0; with off none is good. x2 does nothing, nor does x3 where it is
        // active
        var space = SearchSpace.of(
                Parameter.of("x0", CategoricalDistribution.of("on", "off")),
                Parameter.of("x1", FloatDistribution.of(0, 1)).when("x0", "on"),
                Parameter.of("x2", FloatDistribution.of(0, 1)),
                Parameter.of("x3", FloatDistribution.of(0, 1)).when("x0", "on"),
                Parameter.of("x4", FloatDistribution.of(0, 1)).when("x0", "off"));
        var history = ImportanceContract.trials(space, 2000, x -> x[0] == 0 ? x[1] : 2);

        var shares = newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0);

        // a tenth is x1 < 0.2 of on: the ratio of densities is 2 for on, and there 5 for x1 < 0.2. So χ² of x0 is 1,
        // and what
        // x1 adds is 1 / 0.5 times a χ² of 4
        assertThat(shares.get("x0")).isCloseTo(1 / 9.0, within(0.04));
        assertThat(shares.get("x1")).isCloseTo(8 / 9.0, within(0.05));
        assertThat(shares.get("x2")).isLessThan(0.02);
        assertThat(shares.get("x3")).isLessThan(0.03);
        assertThat(shares.get("x4")).isZero();
    }

    @Test
    void tiesWithTheLastOfTheBest_areAmongThem() {
        // half of the trials are best: were only a tenth of them taken, those would be the first ones, which have a low
        // x1
        var space = Spaces.cube(2);
        var history = new TrialTable(2, 1);
        for (int i = 0; i < 200; i++) {
            double[] x = RandomSampler.draw(space, Rng.of(5, i));
            history.put(Histories.complete(i, new double[] {x[0], i / 200.0}, x[0] < 0.5 ? 0 : 1));
        }

        assertThat(newEvaluator()
                        .evaluate(space, history, Direction.MINIMIZE, 0)
                        .get("x0"))
                .isGreaterThan(0.9);
    }

    @Test
    void smoothing_keepsTheSum_andStaysOnTheGrid() {
        double[] counts = new double[50];
        counts[0] = 3;
        counts[20] = 1;
        counts[49] = 2;

        double[] smoothed = Parzen.smoothed(counts, new double[] {0.01, 0.01, 0.01, 0.41, 0.99, 0.99});

        assertThat(Arrays.stream(smoothed).sum()).isCloseTo(6, within(1e-12));
        assertThat(smoothed).hasSize(50);
        assertThat(Arrays.stream(smoothed).allMatch(v -> v > 0)).isTrue();
    }

    @Test
    void options_thatCannotBe_areRefused() {
        assertThatThrownBy(() -> PedAnovaOptions.defaults().withQuantile(1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PedAnovaOptions.defaults().withCells(1)).isInstanceOf(IllegalArgumentException.class);
    }
}
