package io.asktell.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.asktell.numeric.Rng;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.Parameter;
import io.asktell.space.SearchSpace;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class RandomSamplerTest implements MultiObjectiveContract {
    @Override
    public Sampler newSampler(SearchSpace space) {
        return new RandomSampler();
    }

    @Test
    void draw_isUniformOnTheScaleOfTheParameter() {
        var space = SearchSpace.of(
                Parameter.of("step", FloatDistribution.stepped(0.6, 0.9, 0.05)),
                Parameter.of("log", FloatDistribution.logarithmic(1e-4, 1)),
                Parameter.of("int log", IntDistribution.logarithmic(1, 100)));
        Map<Double, Integer> steps = new HashMap<>();
        int belowMiddle = 0;
        int ones = 0;
        int n = 21_000;
        for (int i = 0; i < n; i++) {
            double[] point = RandomSampler.draw(space, Rng.of(1, i));
            steps.merge(point[0], 1, Integer::sum);
            belowMiddle += point[1] < 1e-2 ? 1 : 0;
            ones += point[2] == 1 ? 1 : 0;
        }

        // six standard deviations each
        assertThat(steps.keySet()).containsExactlyInAnyOrder(0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9);
        assertThat(steps.values()).allSatisfy(count -> assertThat(count).isCloseTo(n / 7, within(305)));
        assertThat(belowMiddle).isCloseTo(n / 2, within(435));
        double one = StrictMath.log(3) / StrictMath.log(201); // from 0.5 to 1.5 of 0.5 to 100.5
        assertThat((double) ones / n).isCloseTo(one, within(6 * StrictMath.sqrt(one * (1 - one) / n)));
    }
}
