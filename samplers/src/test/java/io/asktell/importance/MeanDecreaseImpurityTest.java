package io.asktell.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.sampler.Spaces;
import io.asktell.study.Direction;
import org.junit.jupiter.api.Test;

final class MeanDecreaseImpurityTest implements ImportanceContract {
    @Override
    public ImportanceEvaluator newEvaluator() {
        return new MeanDecreaseImpurity(FanovaOptions.defaults());
    }

    @Test
    void shares_ofALinearFunction_areNearlyTheSquaresOfItsSlopes() {
        var space = Spaces.cube(2);
        var history = ImportanceContract.trials(space, 2000, x -> 2 * x[0] + x[1]);

        var shares = newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0);

        assertThat(shares.get("x0")).isCloseTo(0.8, within(0.03));
    }

    @Test
    void shares_countInteractions() {
        // neither factor has an effect of its own; x2 has a fifteenth of the product's variance
        var space = Spaces.cube(3);
        var history = ImportanceContract.trials(
                space, 2000, x -> (x[0] - 0.5) * (x[1] - 0.5) + (x[2] - 0.5) * StrictMath.sqrt(1 / 180.0));

        var shares = newEvaluator().evaluate(space, history, Direction.MINIMIZE, 0);

        assertThat(shares.keySet()).endsWith("x2");
        assertThat(shares.get("x2")).isLessThan(0.15);
        assertThat(shares.get("x0")).isGreaterThan(0.35);
    }
}
