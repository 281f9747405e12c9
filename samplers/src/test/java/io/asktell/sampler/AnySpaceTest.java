package io.asktell.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.numeric.Rng;
import io.asktell.sampler.auto.AutoSampler;
import io.asktell.sampler.cmaes.CmaEsOptions;
import io.asktell.sampler.cmaes.CmaEsSampler;
import io.asktell.sampler.gp.GpOptions;
import io.asktell.sampler.gp.GpSampler;
import io.asktell.sampler.nsga.NsgaOptions;
import io.asktell.sampler.nsga.NsgaSampler;
import io.asktell.sampler.tpe.TpeOptions;
import io.asktell.sampler.tpe.TpeSampler;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.Direction;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** What no space and no history may bring a sampler to: a suggestion outside the space, or another one for the same arguments. */
class AnySpaceTest {
    private static final Arbitrary<SearchSpace> LARGE = AnySpace.upTo(12, 256);
    /** For samplers whose asks take longer. */
    private static final Arbitrary<SearchSpace> SMALL = AnySpace.upTo(5, 40);

    /** What is asked of a sampler: from which spaces, how often (out of 72), and at most after how many trials of how many objectives. */
    private enum Subject {
        RANDOM(LARGE, 10, 20, 1, any -> new RandomSampler()),
        SOBOL(
                LARGE,
                10,
                200,
                1,
                any -> new QmcSampler(QmcOptions.defaults().withSeed(any.seed).withScramble(any.size % 2 == 0))),
        HALTON(
                SMALL,
                10,
                200,
                1,
                any -> new QmcSampler(
                        QmcOptions.defaults().withType(QmcOptions.Type.HALTON).withSeed(any.seed))),
        GRID(SMALL, 10, 20, 1, any -> new GridSampler(new GridOptions(someOfEndless(any.space)))),
        TPE(LARGE, 10, 30, 3, any -> new TpeSampler(TpeOptions.defaults().withStartupTrials(2))),
        CMAES(
                LARGE,
                10,
                30,
                1,
                any -> new CmaEsSampler(
                        CmaEsOptions.defaults().withStartupTrials(2).withPopsize(4))),
        NSGA(
                LARGE,
                10,
                30,
                3,
                any -> new NsgaSampler(NsgaOptions.defaults()
                        .withPopulationSize(4)
                        .withCrossover(NsgaOptions.Crossover.values()[any.size % 2]))),
        GP(SMALL, 1, 15, 2, any -> new GpSampler(new GpOptions(2, false, any.seed))),
        AUTO(SMALL, 1, 15, 4, any -> new AutoSampler(any.seed));

        final Arbitrary<SearchSpace> spaces;
        final int share;
        final int mostTrials;
        final int mostObjectives;
        final Function<Asked, Sampler> sampler;

        Subject(
                Arbitrary<SearchSpace> spaces,
                int share,
                int mostTrials,
                int mostObjectives,
                Function<Asked, Sampler> sampler) {
            this.spaces = spaces;
            this.share = share;
            this.mostTrials = mostTrials;
            this.mostObjectives = mostObjectives;
            this.sampler = sampler;
        }

        Arbitrary<Asked> asked() {
            return Combinators.combine(
                            spaces,
                            Arbitraries.of(AnyHistory.values()),
                            Arbitraries.integers().between(0, mostTrials),
                            Arbitraries.integers().between(1, mostObjectives),
                            Arbitraries.longs())
                    .as((space, history, size, objectives, seed) ->
                            new Asked(this, space, history, size, objectives, seed));
        }
    }

    private record Asked(Subject subject, SearchSpace space, AnyHistory history, int size, int objectives, long seed) {
        Sampler newSampler() {
            return subject.sampler.apply(this);
        }
    }

    @Provide
    Arbitrary<Asked> asked() {
        return Arbitraries.frequencyOf(Stream.of(Subject.values())
                .map(subject -> Tuple.of(subject.share, subject.asked()))
                .toList());
    }

    @Property(tries = 72_000, seed = "1")
    void suggestion_isInTheSpace_andTheSameFromAFreshInstance(@ForAll("asked") Asked any) {
        var space = any.space;
        Assume.that(any.subject != Subject.GRID || fits(space, new GridOptions(someOfEndless(space))));
        var history = any.history.of(space, any.objectives, any.size, any.seed);
        Direction direction = any.seed % 2 == 0 ? Direction.MINIMIZE : Direction.MAXIMIZE;
        var ask = new Ask(space, Collections.nCopies(any.objectives, direction), any.size);
        Sampler sampler = any.newSampler();
        if (sampler.exhausted(ask, history)) {
            assertThat(any.size).isPositive();
            return;
        }

        Suggestion suggestion = sampler.suggest(ask, history, Rng.of(any.seed, any.size));

        assertThat(space.contains(suggestion.parameters().point()))
                .as("%s", suggestion)
                .isTrue();
        assertThat(any.newSampler().suggest(ask, history, Rng.of(any.seed, any.size)))
                .isEqualTo(suggestion);
    }

    private static Map<String, List<Object>> someOfEndless(SearchSpace space) {
        Map<String, List<Object>> values = new TreeMap<>();
        space.parameters().stream()
                .filter(p -> p.distribution().cardinality() > 1000)
                .forEach(p -> values.put(
                        p.name(),
                        IntStream.range(0, 3)
                                .mapToObj(
                                        k -> p.distribution().external(UnitCube.value(p.distribution(), (k + 0.5) / 3)))
                                .distinct()
                                .toList()));
        return values;
    }

    private static boolean fits(SearchSpace space, GridOptions options) {
        try {
            return GridSampler.cells(space, options) > 0;
        } catch (IllegalArgumentException e) {
            return !String.valueOf(e.getMessage()).contains("2^63");
        }
    }
}
