package io.asktell.sampler.tpe;

import io.asktell.pareto.Pareto;
import io.asktell.pareto.SubsetSelection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Trials cut in two: the better ones below, all others above, both by number.
 *
 * <p>Better are feasible complete trials by loss (several objectives: by front, and within the last front the set of greatest
 * hypervolume), then pruned ones by how far they got and by their value there, then infeasible ones by violation.
 */
record Split(int[] below, Numbers above) {
    /** Among the trials that {@code among} has (null: all); those pending go above if {@code liar} says so. */
    static Split of(Observations observations, @Nullable Numbers among, boolean liar) {
        Numbers ended = among == null
                ? observations.endedTrials()
                : observations.endedTrials().and(among);
        Numbers pending =
                among == null ? observations.pending() : observations.pending().and(among);
        int better = betterTrials(ended.size(), observations.objectives());
        Numbers below = new Numbers();
        int found = observations.objectives() == 1
                ? observations.feasible().takeFirst(better, ended::has, below)
                : takeFronts(observations, ended, below, better);
        found += observations.pruned().takeFirst(better - found, ended::has, below);
        observations.infeasible().takeFirst(better - found, ended::has, below);
        int[] belowNumbers = below.toArray();
        return new Split(belowNumbers, (liar ? ended.or(pending) : ended).without(belowNumbers));
    }

    /** A tenth, rounded up; with one objective never more than 25. */
    private static int betterTrials(int ended, int objectives) {
        int tenth = (ended + 9) / 10;
        return objectives == 1 ? Math.min(25, tenth) : tenth;
    }

    private static int takeFronts(Observations observations, Numbers ended, Numbers below, int most) {
        int[] numbers = Arrays.stream(observations.feasible().inOrder())
                .filter(ended::has)
                .toArray();
        int size = numbers.length;
        if (most == 0 || size <= most) {
            return observations.feasible().takeFirst(most, ended::has, below);
        }
        double[][] losses = new double[size][];
        for (int i = 0; i < size; i++) {
            losses[i] = observations.losses(numbers[i]);
        }
        int[] ranks = Pareto.ranks(losses, most);
        int lastRank = Arrays.stream(ranks)
                .filter(rank -> rank < Integer.MAX_VALUE)
                .max()
                .orElse(0);
        int[] lastFront = new int[size];
        int last = 0;
        int taken = 0;
        for (int i = 0; i < size; i++) {
            if (ranks[i] < lastRank) {
                below.put(numbers[i], true);
                taken++;
            } else if (ranks[i] == lastRank) {
                lastFront[last++] = i;
            }
        }
        double[][] vectors = new double[last][];
        Arrays.setAll(vectors, k -> losses[lastFront[k]]);
        for (int k : SubsetSelection.select(finite(vectors), most - taken)) {
            below.put(numbers[lastFront[k]], true);
        }
        return most;
    }

    /** Infinite losses as the greatest or smallest finite one of their objective, so that volumes stay numbers. */
    private static double[][] finite(double[][] vectors) {
        double[][] clipped = new double[vectors.length][];
        for (int i = 0; i < vectors.length; i++) {
            clipped[i] = vectors[i].clone();
        }
        for (int k = 0; k < vectors[0].length; k++) {
            double low = Double.POSITIVE_INFINITY;
            double high = Double.NEGATIVE_INFINITY;
            for (double[] vector : vectors) {
                if (Double.isFinite(vector[k])) {
                    low = Math.min(low, vector[k]);
                    high = Math.max(high, vector[k]);
                }
            }
            for (double[] vector : clipped) {
                vector[k] = low > high ? 0 : Math.min(high, Math.max(low, vector[k]));
            }
        }
        return clipped;
    }
}
