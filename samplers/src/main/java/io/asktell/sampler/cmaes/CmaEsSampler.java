package io.asktell.sampler.cmaes;

import io.asktell.sampler.Ask;
import io.asktell.sampler.Fallback;
import io.asktell.sampler.RandomSampler;
import io.asktell.sampler.Sampler;
import io.asktell.sampler.Suggestion;
import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.Parameters;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.Direction;
import io.asktell.study.History;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * CMA-ES (Hansen and Ostermeier 2001): draws from a normal distribution that each generation of trials moves and reshapes. A
 * generation is so many ended trials in a row by number, whoever chose their points.
 *
 * <p>Choices without an order are drawn from probabilities that the same generations move. One objective only.
 */
public final class CmaEsSampler implements Sampler {
    private final CmaEsOptions options;
    private @Nullable Replay replay;

    public CmaEsSampler(CmaEsOptions options) {
        this.options = options;
    }

    /** Refuses several objectives. */
    public static void check(List<Direction> directions) {
        if (directions.size() != 1) {
            throw new IllegalArgumentException("one direction for CMA-ES, but there are " + directions.size());
        }
    }

    @Override
    public Suggestion suggest(Ask ask, History history, RandomGenerator random) {
        check(ask.directions());
        return Fallback.unless(() -> modelled(ask, history, random), ask, random);
    }

    private Suggestion modelled(Ask ask, History history, RandomGenerator random) {
        SearchSpace space = ask.space();
        Replay current = replay;
        if (current == null || !current.describes(space, ask.directions().get(0))) {
            current = new Replay(new Encoding(space), options, ask.directions().get(0));
            replay = current;
        }
        Search search = current.of(history);
        if (search == null) {
            return new Suggestion(Parameters.of(space, RandomSampler.draw(space, random)), Origin.STARTUP);
        }
        Encoding encoding = current.encoding();
        double[] coordinates = new Screening(encoding, search.gaussian(), current.outcomes(), current.pending())
                .choose(options.surrogate(), ask.number(), random);
        double[] wanted = new double[space.size()];
        Arrays.fill(wanted, Double.NaN);
        for (int axis = 0; axis < coordinates.length; axis++) {
            wanted[encoding.parameter(axis)] = encoding.internal(axis, coordinates[axis]);
        }
        for (int p = 0; p < encoding.choices().length; p++) {
            wanted[encoding.choices()[p]] = search.choices().draw(p, random);
        }
        double[] point = new double[space.size()];
        Arrays.fill(point, Double.NaN);
        for (int i : space.order()) {
            if (space.active(i, point)) {
                point[i] = Double.isNaN(wanted[i]) ? UnitCube.value(space.distribution(i), 0.5) : wanted[i];
            }
        }
        return new Suggestion(Parameters.of(space, point), search.recovering() ? Origin.FALLBACK : Origin.MODEL);
    }
}
