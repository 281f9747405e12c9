package io.asktell.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.importance.Fanova;
import io.asktell.importance.FanovaOptions;
import io.asktell.importance.ImportanceEvaluator;
import io.asktell.importance.MeanDecreaseImpurity;
import io.asktell.importance.PedAnova;
import io.asktell.importance.PedAnovaOptions;
import io.asktell.numeric.Rng;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.sampler.cmaes.CmaEsOptions;
import io.asktell.sampler.cmaes.CmaEsSampler;
import io.asktell.sampler.gp.GpOptions;
import io.asktell.sampler.gp.GpSampler;
import io.asktell.sampler.nsga.NsgaOptions;
import io.asktell.sampler.nsga.NsgaSampler;
import io.asktell.sampler.tpe.TpeOptions;
import io.asktell.sampler.tpe.TpeSampler;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Hundreds of trials that leave a model little to stand on, of parameters as narrow and as wide as there are. */
final class HardHistoriesTest {
    private static final int TRIALS = 250;
    private static final SearchSpace SPACE = SearchSpace.of(
            Parameter.of("narrow", FloatDistribution.of(0, 1e-300)),
            Parameter.of("wide", FloatDistribution.of(-8e307, 8e307)),
            Parameter.of("scales", FloatDistribution.logarithmic(1e-300, 1e300)),
            Parameter.of("ulps", FloatDistribution.of(1, 1 + 4 * Math.ulp(1.0))),
            Parameter.of("many", IntDistribution.of(-(1L << 53) + 1, (1L << 53) - 1)),
            Parameter.of("choice", CategoricalDistribution.of("a", "b", "c")));

    static Stream<Arguments> samplersAndHistories() {
        Map<String, Sampler> samplers = Map.of(
                "tpe", new TpeSampler(TpeOptions.defaults()),
                "tpe alone", new TpeSampler(TpeOptions.defaults().withMultivariate(false)),
                "cmaes", new CmaEsSampler(CmaEsOptions.defaults()),
                "gp", new GpSampler(GpOptions.defaults()),
                "nsga", new NsgaSampler(NsgaOptions.defaults()));
        return samplers.entrySet().stream()
                .flatMap(sampler -> Stream.of(AnyHistory.values())
                        .map(history -> Arguments.of(sampler.getKey(), sampler.getValue(), history)));
    }

    @ParameterizedTest(name = "{0} {2}")
    @MethodSource("samplersAndHistories")
    void suggest_isInTheSpace_andNoModelFails(String name, Sampler sampler, AnyHistory kind) {
        TrialTable history = kind.of(SPACE, 1, TRIALS, 7);
        for (int n = TRIALS; n < TRIALS + 3; n++) {
            var suggestion = sampler.suggest(new Ask(SPACE, List.of(Direction.MINIMIZE), n), history, Rng.of(1, n));

            assertThat(SPACE.contains(suggestion.parameters().point())).isTrue();
            assertThat(suggestion.origin()).as(name).isNotEqualTo(Origin.FALLBACK);
            history.put(Histories.complete(n, suggestion.parameters().point(), -1e308));
        }
    }

    @ParameterizedTest
    @EnumSource
    void importance_isOfNumbers(AnyHistory kind) {
        TrialTable history = kind.of(SPACE, 1, TRIALS, 7);
        IntStream.range(TRIALS, TRIALS + 4)
                .forEach(n -> history.put(Histories.complete(n, RandomSampler.draw(SPACE, Rng.of(2, n)), n)));
        List<ImportanceEvaluator> evaluators = List.of(
                new Fanova(FanovaOptions.defaults()),
                new PedAnova(PedAnovaOptions.defaults()),
                new MeanDecreaseImpurity(FanovaOptions.defaults()));
        for (ImportanceEvaluator evaluator : evaluators) {
            var shares = evaluator.evaluate(SPACE, history, Direction.MINIMIZE, 0);

            assertThat(shares.values()).allMatch(share -> share >= 0 && share <= 1);
        }
    }
}
