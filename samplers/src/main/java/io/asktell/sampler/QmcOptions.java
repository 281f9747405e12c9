package io.asktell.sampler;

/**
 * How a {@link QmcSampler} spreads its points.
 *
 * @param scramble whether to randomise the sequence, which keeps its evenness and frees it from the regularities of its start
 * @param seed what the scrambling follows from: all trials of a study need the same one, and two studies different ones
 */
public record QmcOptions(Type type, boolean scramble, long seed) {
    /** The low-discrepancy sequence. */
    public enum Type {
        SOBOL,
        HALTON
    }

    public static QmcOptions defaults() {
        return new QmcOptions(Type.SOBOL, true, 0);
    }

    public QmcOptions withType(Type type) {
        return new QmcOptions(type, scramble, seed);
    }

    public QmcOptions withScramble(boolean scramble) {
        return new QmcOptions(type, scramble, seed);
    }

    public QmcOptions withSeed(long seed) {
        return new QmcOptions(type, scramble, seed);
    }
}
