package io.asktell.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.numeric.Rng;
import io.asktell.space.Parameters;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import io.asktell.study.TrialTable;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link Sampler} must do. A new sampler's test class starts by implementing this. */
public interface SamplerContract {
    /** A sampler for one study over the space. */
    Sampler newSampler(SearchSpace space);

    /** The objectives that the sampler can handle. */
    default List<List<Direction>> directions() {
        return List.of(List.of(Direction.MINIMIZE), List.of(Direction.MAXIMIZE));
    }

    @ParameterizedTest
    @MethodSource("io.asktell.sampler.Spaces#everyKind")
    default void suggest_staysInsideTheSpace_asTheStudyGoesOn(SearchSpace space) {
        for (List<Direction> directions : directions()) {
            var sampler = newSampler(space);
            var history = new TrialTable(space.size(), directions.size());
            for (int n = 0; n < 25; n++) {
                var ask = new Ask(space, directions, n);
                if (sampler.exhausted(ask, history)) {
                    return;
                }
                double[] point =
                        sampler.suggest(ask, history, Rng.of(1, n)).parameters().point();
                double[] values = new double[directions.size()];
                Arrays.setAll(
                        values, k -> Arrays.stream(point).filter(x -> x > k).count());

                assertThat(space.contains(point))
                        .as("%s", Arrays.toString(point))
                        .isTrue();
                history.put(Histories.complete(n, point, values));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.asktell.sampler.Spaces#everyKind")
    default void suggest_withTheSameArguments_isTheSame_andAltersNone(SearchSpace space) {
        for (List<Direction> directions : directions()) {
            var history = Histories.eventful(space, directions.size(), 60, 2);
            String before = Histories.text(history, space.size());
            var ask = new Ask(space, directions, history.size());
            var sampler = newSampler(space);
            if (sampler.exhausted(ask, history)) {
                return;
            }

            Suggestion first = sampler.suggest(ask, history, Rng.of(5, 60));

            assertThat(sampler.suggest(ask, history, Rng.of(5, 60))).isEqualTo(first);
            assertThat(newSampler(space).suggest(ask, history, Rng.of(5, 60))).isEqualTo(first);
            assertThat(Histories.text(history, space.size())).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("io.asktell.sampler.Spaces#everyKind")
    default void suggest_afterAnyChanges_isThatOfAFreshSampler(SearchSpace space) {
        for (List<Direction> directions : directions()) {
            var random = Rng.of(3, directions.size());
            var sampler = newSampler(space);
            var history = new TrialTable(space.size(), directions.size());
            for (int round = 0; round < 25; round++) {
                for (int change = random.nextInt(4); change >= 0; change--) {
                    boolean grows = history.size() == 0 || random.nextInt(3) > 0;
                    int number = grows ? history.size() : random.nextInt(history.size());
                    history.put(Histories.anyTrial(space, directions.size(), number, random));
                }
                var ask = new Ask(space, directions, history.size());
                var fresh = newSampler(space);

                boolean exhausted = fresh.exhausted(ask, history);
                assertThat(sampler.exhausted(ask, history)).isEqualTo(exhausted);
                if (!exhausted) {
                    assertThat(sampler.suggest(ask, history, Rng.of(4, round)))
                            .isEqualTo(fresh.suggest(ask, history, Rng.of(4, round)));
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("io.asktell.sampler.Spaces#everyKind")
    default void suggest_whenNothingSucceeded_stillAnswers(SearchSpace space) {
        for (List<Direction> directions : directions()) {
            double[] worst = new double[directions.size()];
            Arrays.setAll(
                    worst,
                    k -> directions.get(k) == Direction.MINIMIZE ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
            var history = new TrialTable(space.size(), directions.size());
            for (int n = 0; n < 30; n++) {
                history.put(Histories.complete(n, RandomSampler.draw(space, Rng.of(6, n)), worst));
            }
            var ask = new Ask(space, directions, 30);
            var sampler = newSampler(space);
            if (!sampler.exhausted(ask, history)) {
                Parameters suggested =
                        sampler.suggest(ask, history, Rng.of(6, 30)).parameters();

                assertThat(space.contains(suggested.point())).isTrue();
            }
        }
    }
}
