package io.asktell.tooleval;

import java.util.OptionalLong;

/**
 * How a suite is run.
 *
 * @param concurrency cases under way at once
 * @param repeats how often each case is asked
 * @param firstRepeat the number of the first repeat: calls of other repeats have other seeds
 * @param seed of the trial; each call's own seed comes from it. Empty: calls carry no seed
 * @param batch no case of the next so many starts before the listener had the last of these
 * @param maxErrorShare the run fails when more than this share of its calls end in a provider error
 */
public record RunOptions(
        int concurrency, int repeats, int firstRepeat, OptionalLong seed, int batch, double maxErrorShare) {
    public RunOptions {
        if (concurrency < 1
                || repeats < 1
                || firstRepeat < 0
                || batch < 1
                || !(maxErrorShare >= 0 && maxErrorShare <= 1)) {
            throw new IllegalArgumentException(
                    "concurrency >= 1, repeats >= 1, firstRepeat >= 0, batch >= 1, 0 <= maxErrorShare <= 1, but "
                            + concurrency + ", " + repeats + ", " + firstRepeat + ", " + batch + ", " + maxErrorShare);
        }
    }

    /** Four at once, each once, no seed, a fifth of errors at most. */
    public static RunOptions defaults() {
        return new RunOptions(4, 1, 0, OptionalLong.empty(), Integer.MAX_VALUE, 0.2);
    }

    public RunOptions withConcurrency(int concurrency) {
        return new RunOptions(concurrency, repeats, firstRepeat, seed, batch, maxErrorShare);
    }

    public RunOptions withRepeats(int repeats) {
        return new RunOptions(concurrency, repeats, firstRepeat, seed, batch, maxErrorShare);
    }

    public RunOptions withFirstRepeat(int firstRepeat) {
        return new RunOptions(concurrency, repeats, firstRepeat, seed, batch, maxErrorShare);
    }

    public RunOptions withSeed(long seed) {
        return new RunOptions(concurrency, repeats, firstRepeat, OptionalLong.of(seed), batch, maxErrorShare);
    }

    public RunOptions withBatch(int batch) {
        return new RunOptions(concurrency, repeats, firstRepeat, seed, batch, maxErrorShare);
    }

    public RunOptions withMaxErrorShare(double maxErrorShare) {
        return new RunOptions(concurrency, repeats, firstRepeat, seed, batch, maxErrorShare);
    }
}
