package io.asktell.sampler.tpe;

import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/** Which trials make a density, by number, and what each of their kernels weighs; the last kernel is the prior's. */
final class Mixture {
    private static final int RECENT = 1000;
    private static final int OLDER = 1000;

    private final int[] trials;
    private final double[] cumulative;
    private final double[] logWeights;
    private final double mostLogWeight;

    private Mixture(int[] trials, double[] weights) {
        this.trials = trials;
        cumulative = weights.clone();
        logWeights = new double[weights.length];
        double total = Arrays.stream(weights).sum();
        double sum = 0;
        for (int k = 0; k < weights.length; k++) {
            logWeights[k] =
                    k > 0 && weights[k] == weights[k - 1] ? logWeights[k - 1] : StrictMath.log(weights[k] / total);
            sum += weights[k];
            cumulative[k] = sum / total;
        }
        mostLogWeight = Arrays.stream(logWeights).max().orElseThrow();
    }

    /**
     * @param all trials by number
     * @param equal whether all trials weigh the same; otherwise old ones weigh less
     */
    static Mixture of(int[] all, boolean equal) {
        double[] weights = new double[all.length + 1];
        for (int k = 0; k < all.length; k++) {
            weights[k] = weight(k, all.length, equal);
        }
        weights[all.length] = 1;
        return new Mixture(all, weights);
    }

    /** Of up to two thousand trials as {@link #of(int[], boolean)}; of more, some stand for all. */
    static Mixture of(Numbers all, boolean equal, IntFunction<Thinning> thinnings) {
        int n = all.size();
        return n <= RECENT + OLDER ? of(all.toArray(), equal) : thinned(all, n, equal, thinnings);
    }

    /** Old trials weigh less: from 1/n up to 1 for the 25 latest, which weigh 1 each, as does the prior. */
    private static double weight(int k, int n, boolean equal) {
        int ramp = equal ? 0 : n - 25;
        if (k >= ramp) {
            return 1;
        }
        return ramp == 1 ? 1.0 / n : 1.0 / n + (1 - 1.0 / n) * k / (ramp - 1);
    }

    /**
     * The latest thousand trials as they are, and at most about a thousand of those before, which weigh as much as all of them: every
     * 2nd, 4th, 8th and so on, so that nearly the same ones are chosen when further trials come.
     */
    private static Mixture thinned(Numbers all, int n, boolean equal, IntFunction<Thinning> thinnings) {
        int older = n - RECENT;
        int share = 1;
        while (older / share > OLDER) {
            share *= 2;
        }
        int[] recent = all.last(RECENT);
        int[] chosen = thinnings.apply(share).below(recent[0]);
        int[] kept = new int[chosen.length + RECENT];
        double[] weights = new double[kept.length + 1];
        int size = 0;
        int rank = 0;
        int counted = 0; // the numbers below it are in the rank
        for (int number : chosen) {
            if (all.has(number)) {
                rank += all.between(counted, number);
                counted = number;
                weights[size] = weight(rank, n, equal) * share;
                kept[size++] = number;
            }
        }
        for (int k = 0; k < RECENT; k++) {
            weights[size] = weight(older + k, n, equal);
            kept[size++] = recent[k];
        }
        weights[size] = 1;
        return new Mixture(Arrays.copyOf(kept, size), Arrays.copyOf(weights, size + 1));
    }

    int[] trials() {
        return trials;
    }

    double logWeight(int kernel) {
        return logWeights[kernel];
    }

    double mostLogWeight() {
        return mostLogWeight;
    }

    /** A kernel drawn by weight. */
    int draw(RandomGenerator random) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble());
        return Math.min(found >= 0 ? found + 1 : -found - 1, trials.length);
    }
}
