package io.asktell.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.study.Direction;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FallbackTest {
    private final Ask ask = new Ask(Spaces.flat(), List.of(Direction.MINIMIZE), 3);

    @Test
    void aModelThatAnswers_isHeard() {
        var suggestion = new RandomSampler().suggest(ask, Histories.eventful(Spaces.flat(), 1, 3, 1), Rng.of(1, 3));

        assertThat(Fallback.unless(() -> suggestion, ask, Rng.of(1, 4))).isSameAs(suggestion);
    }

    @Test
    void aModelWhoseNumbersFail_isReplacedByChance() {
        var suggestion = Fallback.unless(
                () -> {
                    throw new ArithmeticException("singular");
                },
                ask,
                Rng.of(1, 3));

        assertThat(suggestion.origin()).isEqualTo(Origin.FALLBACK);
        assertThat(Spaces.flat().contains(suggestion.parameters().point())).isTrue();
    }

    @Test
    void anyOtherFailure_isNotHidden() {
        assertThatThrownBy(() -> Fallback.unless(
                        () -> {
                            throw new AssertionError("ours");
                        },
                        ask,
                        Rng.of(1, 3)))
                .isInstanceOf(AssertionError.class);
    }
}
