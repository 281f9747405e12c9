package io.asktell.sampler.tpe;

import io.asktell.numeric.Rng;
import java.util.Arrays;

/**
 * Trials that make a density, by number, and what each weighs; the last weight is the prior's.
 */
record Mixture(int[] trials, double[] weights) {
    private static final int RECENT = 1000;
    private static final int OLDER = 1000;

    /**
     * The latest thousand trials as they are, and at most about a thousand of those before, which weigh as much as all of them: every
     * 2nd, 4th, 8th and so on by a hash of its number, so that nearly the same ones are chosen when further trials come.
     */
    Mixture thinned() {
        int older = trials.length - RECENT;
        if (older <= OLDER) {
            return this;
        }
        int share = 1;
        while (older / share > OLDER) {
            share *= 2;
        }
        int[] kept = new int[trials.length];
        double[] keptWeights = new double[trials.length + 1];
        int size = 0;
        for (int k = 0; k < trials.length; k++) {
            if (k >= older || (Rng.mix(trials[k]) & share - 1) == 0) {
                keptWeights[size] = weights[k] * (k < older ? share : 1);
                kept[size++] = trials[k];
            }
        }
        keptWeights[size] = weights[trials.length];
        return new Mixture(Arrays.copyOf(kept, size), Arrays.copyOf(keptWeights, size + 1));
    }
}
