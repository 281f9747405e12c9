package io.asktell.sampler;

import io.asktell.sampler.Suggestion.Origin;
import io.asktell.space.Parameters;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.History;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Points of a low-discrepancy sequence: spread more evenly than random ones. Trial number n gets the n-th point, so the history is
 * not looked at, nor is the random generator.
 *
 * <p>Every parameter has a coordinate of its own, inactive ones too. Halton takes up to 40 parameters, Sobol up to 1000.
 */
public final class QmcSampler implements Sampler {
    private static final int MOST_HALTON = 40;
    private static final int MOST_SOBOL = 1000;

    private final QmcOptions options;
    private @Nullable LowDiscrepancy sequence; // for the dimension last asked for

    public QmcSampler(QmcOptions options) {
        this.options = options;
    }

    /** Refuses a space with more parameters than the sequence has coordinates. */
    public void check(SearchSpace space) {
        int most = options.type() == QmcOptions.Type.SOBOL ? MOST_SOBOL : MOST_HALTON;
        if (space.size() > most) {
            throw new IllegalArgumentException(
                    "at most " + most + " parameters for " + options.type() + ", but there are " + space.size());
        }
    }

    @Override
    public Suggestion suggest(Ask ask, History history, RandomGenerator random) {
        SearchSpace space = ask.space();
        check(space);
        double[] coordinates = sequence(space.size()).point(ask.number());
        double[] point = new double[space.size()];
        Arrays.fill(point, Double.NaN);
        for (int i : space.order()) {
            if (space.active(i, point)) {
                point[i] = UnitCube.value(space.distribution(i), coordinates[i]);
            }
        }
        return new Suggestion(Parameters.of(space, point), Origin.MODEL);
    }

    private LowDiscrepancy sequence(int dimension) {
        LowDiscrepancy current = sequence;
        if (current == null || current.dimension() != dimension) {
            current = options.type() == QmcOptions.Type.SOBOL
                    ? new Sobol(dimension, options.scramble(), options.seed())
                    : new Halton(dimension, options.scramble(), options.seed());
            sequence = current;
        }
        return current;
    }
}
