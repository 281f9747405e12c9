package io.asktell.sampler.auto;

import io.asktell.sampler.Ask;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Suggestion;
import io.asktell.sampler.cmaes.CmaEsOptions;
import io.asktell.sampler.cmaes.CmaEsSampler;
import io.asktell.sampler.gp.GpOptions;
import io.asktell.sampler.gp.GpSampler;
import io.asktell.sampler.tpe.TpeOptions;
import io.asktell.sampler.tpe.TpeSampler;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import io.asktell.study.TrialState;
import java.util.random.RandomGenerator;

/**
 * The right one by space and history: a Gaussian process while trials are few, which makes the most of each; TPE once there are many
 * (ended, pending or failed), or more parameters or objectives than such a process can tell apart.
 *
 * <p>Where one objective depends on numbers alone, CMA-ES makes two asks of three, learning from the process's trials as from its own,
 * and all of them once there are many.
 */
public final class AutoSampler implements Sampler {
    private static final int MANY_TRIALS = 300;
    private static final int MANY_PARAMETERS = 40;
    private static final int MANY_OBJECTIVES = 4;

    private final GpOptions gpOptions;
    private final Sampler forFew;
    private final Sampler forNumbers = new CmaEsSampler(CmaEsOptions.defaults());
    private final Sampler forMany = new TpeSampler(TpeOptions.defaults());

    /** @param seed what the scrambling of the first trials' sequence follows from */
    public AutoSampler(long seed) {
        gpOptions = GpOptions.defaults().withSeed(seed);
        forFew = new GpSampler(gpOptions);
    }

    @Override
    public Suggestion suggest(Ask ask, History history, RandomGenerator random) {
        boolean numbers = ask.directions().size() == 1 && numeric(ask.space());
        boolean many = many(ask, history);
        boolean started = ask.number() >= gpOptions.startupTrials();
        if (numbers && (many || started && ask.number() % 3 != 0)) {
            return forNumbers.suggest(ask, history, random);
        }
        return (many ? forMany : forFew).suggest(ask, history, random);
    }

    @Override
    public boolean slow(Ask ask, History history) {
        return !many(ask, history) && forFew.slow(ask, history);
    }

    private static boolean many(Ask ask, History history) {
        return ask.space().size() >= MANY_PARAMETERS
                || ask.directions().size() >= MANY_OBJECTIVES
                || trials(history) >= MANY_TRIALS;
    }

    private static boolean numeric(SearchSpace space) {
        return !space.conditional()
                && space.parameters().stream()
                        .map(parameter -> parameter.distribution())
                        .noneMatch(values -> values instanceof CategoricalDistribution choices
                                && !choices.ordered()
                                && !choices.single());
    }

    /** How many trials a model would have to look at. */
    private static int trials(History history) {
        int trials = 0;
        for (int n = 0; n < history.size(); n++) {
            trials += history.state(n) == TrialState.WAITING ? 0 : 1;
        }
        return trials;
    }
}
