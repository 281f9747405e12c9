package io.asktell.sampler.auto;

import static org.assertj.core.api.Assertions.assertThat;

import io.asktell.numeric.Rng;
import io.asktell.sampler.Ask;
import io.asktell.sampler.Histories;
import io.asktell.sampler.MultiObjectiveContract;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Spaces;
import io.asktell.sampler.gp.GpOptions;
import io.asktell.sampler.gp.GpSampler;
import io.asktell.sampler.tpe.TpeOptions;
import io.asktell.sampler.tpe.TpeSampler;
import io.asktell.space.SearchSpace;
import io.asktell.study.Direction;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AutoSamplerTest implements MultiObjectiveContract {
    @Override
    public Sampler newSampler(SearchSpace space) {
        return new AutoSampler(0);
    }

    @ParameterizedTest
    @CsvSource({"3, 60, true", "3, 299, true", "3, 300, false", "39, 30, true", "40, 30, false"})
    void fewTrials_areForAGaussianProcess_manyForTpe(int parameters, int trials, boolean few) {
        var space = Spaces.cube(parameters);
        var history = Histories.eventful(space, 1, 0, 1);
        for (int n = 0; n < trials; n++) {
            double[] point = new double[parameters];
            java.util.Arrays.fill(point, Rng.of(2, n).nextDouble());
            history.put(Histories.complete(n, point, point[0]));
        }
        var ask = new Ask(space, List.of(Direction.MINIMIZE), trials);
        Sampler expected = few ? new GpSampler(GpOptions.defaults()) : new TpeSampler(TpeOptions.defaults());

        assertThat(newSampler(space).suggest(ask, history, Rng.of(3, trials)))
                .isEqualTo(expected.suggest(ask, history, Rng.of(3, trials)));
    }
}
