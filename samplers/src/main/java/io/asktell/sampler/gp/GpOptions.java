package io.asktell.sampler.gp;

/**
 * How a {@link GpSampler} chooses.
 *
 * @param startupTrials how many trials must have ended before the model takes over from a low-discrepancy sequence
 * @param deterministic whether the objective gives the same value for the same parameters; otherwise its noise is estimated
 * @param seed what the scrambling of the sequence follows from
 */
public record GpOptions(int startupTrials, boolean deterministic, long seed) {
    public GpOptions {
        if (startupTrials < 1) {
            throw new IllegalArgumentException("startupTrials >= 1, but startupTrials=" + startupTrials);
        }
    }

    public static GpOptions defaults() {
        return new GpOptions(10, false, 0);
    }

    public GpOptions withStartupTrials(int startupTrials) {
        return new GpOptions(startupTrials, deterministic, seed);
    }

    public GpOptions withDeterministic(boolean deterministic) {
        return new GpOptions(startupTrials, deterministic, seed);
    }

    public GpOptions withSeed(long seed) {
        return new GpOptions(startupTrials, deterministic, seed);
    }
}
