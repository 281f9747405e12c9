package io.asktell.sampler.nsga;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.MultiObjectiveContract;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Spaces;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.Reports;
import io.asktell.study.Trial;
import io.asktell.study.TrialState;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

final class NsgaSamplerTest implements MultiObjectiveContract {
    @Override
    public Sampler newSampler(SearchSpace space) {
        return new NsgaSampler(NsgaOptions.defaults());
    }

    @Nested
    final class SmallWithUniformCrossover implements MultiObjectiveContract {
        @Override
        public Sampler newSampler(SearchSpace space) {
            return new NsgaSampler(NsgaOptions.defaults()
                    .withPopulationSize(4)
                    .withCrossover(NsgaOptions.Crossover.UNIFORM)
                    .withMutationProb(0.5));
        }
    }

    @Nested
    final class WithReferencePoints implements MultiObjectiveContract {
        @Override
        public Sampler newSampler(SearchSpace space) {
            return new NsgaSampler(NsgaOptions.defaults().withPopulationSize(6).withReferencePoints(true));
        }
    }

    private static double[][] run(
            Sampler sampler, SearchSpace space, int objectives, int trials, long seed, UnaryOperator<double[]> losses) {
        var history = new TrialTable(space.size(), objectives);
        double[][] seen = new double[trials][];
        for (int n = 0; n < trials; n++) {
            var ask = new Ask(space, Collections.nCopies(objectives, Direction.MINIMIZE), n);
            double[] point =
                    sampler.suggest(ask, history, Rng.of(seed, n)).parameters().point();
            seen[n] = losses.apply(point);
            history.put(Histories.complete(n, point, seen[n]));
        }
        return seen;
    }

    @Test
    void suggest_withFiveObjectives_nearsTheSphereThatIsTheirFront_asCrowdingWouldNot() {
        UnaryOperator<double[]> dtlz2 = x -> {
            double radius = 1;
            for (int i = 4; i < x.length; i++) {
                radius += (x[i] - 0.5) * (x[i] - 0.5);
            }
            double[] losses = new double[5];
            double rest = radius;
            for (int k = 0; k < 4; k++) {
                losses[4 - k] = rest * StrictMath.sin(x[k] * StrictMath.PI / 2);
                rest *= StrictMath.cos(x[k] * StrictMath.PI / 2);
            }
            losses[0] = rest;
            return losses;
        };
        double early = 0; // how far from the sphere
        double late = 0;
        double lateByCrowding = 0;
        for (int seed = 1; seed <= 4; seed++) {
            double[][] seen = run(newSampler(Spaces.cube(8)), Spaces.cube(8), 5, 600, seed, dtlz2);
            double[][] byCrowding = run(
                    new NsgaSampler(NsgaOptions.defaults().withReferencePoints(false)),
                    Spaces.cube(8),
                    5,
                    600,
                    seed,
                    dtlz2);
            for (int n = 0; n < 100; n++) {
                early += length(seen[n]) - 1;
                late += length(seen[500 + n]) - 1;
                lateByCrowding += length(byCrowding[500 + n]) - 1;
            }
        }

        assertThat(late).isLessThan(0.65 * early).isLessThan(0.5 * lateByCrowding);
    }

    private static double length(double[] vector) {
        return StrictMath.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    }

    @Test
    void suggest_onMixedAndConditionalSpaces_beatsRandom() {
        UnaryOperator<double[]> flat = x -> new double[] {
            Math.abs(x[0] - 1)
                    + Math.abs(StrictMath.log10(x[1]) + 2)
                    + Math.abs(x[3] - 2)
                    + Math.abs(StrictMath.log10(x[4]) - 1)
                    + (x[6] == 3 ? 0 : 1)
                    + Math.abs(x[7] - 1)
        };
        UnaryOperator<double[]> conditional = x -> new double[] {
            (x[1] == 0 ? 0 : 1)
                    + (x[2] == 3 ? 0 : 1)
                    + (Double.isNaN(x[0]) ? 3 : Math.abs(StrictMath.log10(x[0]) + 1))
                    + Math.abs(x[4] - 0.3)
                    + Math.abs(x[6] - 4) / 5
        };

        assertThat(wins(Spaces.flat(), flat)).isGreaterThanOrEqualTo(17);
        assertThat(wins(Spaces.conditional(), conditional)).isGreaterThanOrEqualTo(17);
    }

    private int wins(SearchSpace space, UnaryOperator<double[]> loss) {
        int wins = 0;
        for (int seed = 0; seed < 20; seed++) {
            double bred = least(run(newSampler(space), space, 1, 150, seed, loss));
            wins += bred < least(run(new RandomSampler(), space, 1, 150, seed, loss)) ? 1 : 0;
        }
        return wins;
    }

    private static double least(double[][] losses) {
        return Arrays.stream(losses).mapToDouble(loss -> loss[0]).min().orElseThrow();
    }

    @Test
    void suggest_whereTrialsViolate_movesAway() {
        var space = Spaces.cube(3);
        var sampler = newSampler(space);
        var history = new TrialTable(3, 2);
        int bad = 0;
        for (int n = 0; n < 150; n++) {
            var ask = new Ask(space, List.of(Direction.MINIMIZE, Direction.MINIMIZE), n);
            double[] x =
                    sampler.suggest(ask, history, Rng.of(2, n)).parameters().point();
            double excess = 0.8 - x[2];
            history.put(new Trial(
                    n,
                    TrialState.COMPLETE,
                    x,
                    new double[] {x[0] + x[2], 1 - x[0] + x[1] + x[2]},
                    new double[] {excess},
                    Reports.NONE));
            bad += n >= 100 && excess > 0 ? 1 : 0;
        }

        assertThat(bad).isLessThan(25);
    }

    @Test
    void suggest_untilEnoughTrialsEnded_isRandom() {
        var space = Spaces.cube(2);
        var history = Histories.eventful(space, 1, 0, 1);
        var sampler = new NsgaSampler(NsgaOptions.defaults().withPopulationSize(4));
        for (int n = 0; n < 4; n++) {
            assertThat(sampler.suggest(new Ask(space, List.of(Direction.MINIMIZE), n), history, Rng.of(1, n))
                            .origin())
                    .isEqualTo(Origin.STARTUP);
            history.put(Histories.complete(n, new double[] {0.1 * n, 0.5}, n));
        }

        assertThat(sampler.suggest(new Ask(space, List.of(Direction.MINIMIZE), 4), history, Rng.of(1, 4))
                        .origin())
                .isEqualTo(Origin.MODEL);
    }

    @Test
    void referencePoints_areAsManyAsThePopulationHasRoomFor() {
        assertThat(new ReferencePoints(3, 91).size()).isEqualTo(91); // Deb and Jain, table 1: twelve divisions
        assertThat(new ReferencePoints(5, 210).size()).isEqualTo(210); // six
        assertThat(new ReferencePoints(3, 90).size()).isEqualTo(78);
        assertThat(new ReferencePoints(10, 4).size()).isEqualTo(10); // at least the corners
    }

    @Test
    void population_ofAFrontTooLarge_keepsItsEndsAndTheLoneliest() {
        List<Individual> line = List.of(0.0, 0.01, 0.02, 0.5, 1.0).stream()
                .map(x -> new Individual(new double[] {x}, new double[] {x, 1 - x}, false, Double.NaN))
                .toList();

        assertThat(new Population(line, 3, null).members())
                .extracting(one -> one.point()[0])
                .containsExactlyInAnyOrder(0.0, 0.5, 1.0);
    }

    @Test
    void population_prefersFeasible_thenPruned_thenSmallViolations() {
        var feasible = new Individual(new double[] {0}, new double[] {9}, false, 0);
        var pruned = new Individual(new double[] {1}, new double[] {-3, 1}, true, 0);
        var slightly = new Individual(new double[] {2}, new double[] {1}, false, 0.1);
        var badly = new Individual(new double[] {3}, new double[] {0}, false, 2);
        var unsaid = new Individual(new double[] {4}, new double[] {0}, false, Double.NaN);

        assertThat(new Population(List.of(unsaid, badly, slightly, pruned, feasible), 5, null).members())
                .containsExactly(feasible, pruned, slightly, badly, unsaid);
    }

    @Test
    void options_thatCannotBe_areRefused() {
        var options = NsgaOptions.defaults();
        assertThatThrownBy(() -> options.withPopulationSize(3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withPopulationSize(1001)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> options.withMutationProb(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
    }
}
