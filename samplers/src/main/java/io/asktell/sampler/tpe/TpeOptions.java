package io.asktell.sampler.tpe;

import org.jspecify.annotations.Nullable;

/**
 * How a {@link TpeSampler} chooses.
 *
 * @param startupTrials how many trials must have ended before the model takes over from random draws
 * @param candidates how many points are drawn from the better trials' density, to take the most promising
 * @param multivariate whether parameters are modelled together; null: for one objective they are, for several not
 * @param group whether, of parameters modelled together, only those that are active under the same conditions are, each such group
 *     by the trials in which it was active; otherwise all are, and an inactive one may have any value
 * @param constantLiar whether trials still pending count as bad ones, so that parallel asks keep apart
 * @param exact whether every trial has its kernel in the densities; otherwise, beyond two thousand, an even choice of the older ones
 *     stands for all of them
 */
public record TpeOptions(
        int startupTrials,
        int candidates,
        @Nullable Boolean multivariate,
        boolean group,
        boolean constantLiar,
        boolean exact) {
    public TpeOptions {
        if (startupTrials < 0) {
            throw new IllegalArgumentException("startupTrials >= 0, but startupTrials=" + startupTrials);
        }
        if (candidates < 1) {
            throw new IllegalArgumentException("candidates >= 1, but candidates=" + candidates);
        }
    }

    public static TpeOptions defaults() {
        return new TpeOptions(10, 24, null, true, true, false);
    }

    public TpeOptions withStartupTrials(int startupTrials) {
        return new TpeOptions(startupTrials, candidates, multivariate, group, constantLiar, exact);
    }

    public TpeOptions withCandidates(int candidates) {
        return new TpeOptions(startupTrials, candidates, multivariate, group, constantLiar, exact);
    }

    public TpeOptions withMultivariate(@Nullable Boolean multivariate) {
        return new TpeOptions(startupTrials, candidates, multivariate, group, constantLiar, exact);
    }

    public TpeOptions withGroup(boolean group) {
        return new TpeOptions(startupTrials, candidates, multivariate, group, constantLiar, exact);
    }

    public TpeOptions withConstantLiar(boolean constantLiar) {
        return new TpeOptions(startupTrials, candidates, multivariate, group, constantLiar, exact);
    }

    public TpeOptions withExact(boolean exact) {
        return new TpeOptions(startupTrials, candidates, multivariate, group, constantLiar, exact);
    }
}
