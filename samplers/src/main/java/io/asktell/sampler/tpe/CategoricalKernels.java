package io.asktell.sampler.tpe;

import java.util.Arrays;

/** Choices without order: a kernel favours the one observed, and leaves the others the less the more kernels there are. */
final class CategoricalKernels implements Kernels {
    private final int choices;
    private final int[] observed; // -1: none, all choices are alike
    private final double hit;
    private final double miss;
    private final double logHit;
    private final double logMiss;
    private final double logAny;

    CategoricalKernels(Axis axis, Column column, int[] trials) {
        choices = axis.choices();
        observed = new int[trials.length + 1];
        for (int k = 0; k < trials.length; k++) {
            double choice = column.value(trials[k]);
            observed[k] = Double.isNaN(choice) ? -1 : (int) choice;
        }
        observed[trials.length] = -1;
        double share = 1.0 / (trials.length + 1);
        miss = share / (1 + choices * share);
        hit = (1 + share) / (1 + choices * share);
        logHit = StrictMath.log(hit);
        logMiss = StrictMath.log(miss);
        logAny = -StrictMath.log(choices);
    }

    @Override
    public double draw(int kernel, double u) {
        int favoured = observed[kernel];
        if (favoured < 0) {
            return Math.min(choices - 1, (int) (u * choices));
        }
        if (u < hit) {
            return favoured;
        }
        int other = Math.min(choices - 2, (int) ((u - hit) / miss));
        return other < favoured ? other : other + 1;
    }

    @Override
    public double logDensity(int kernel, double coordinate) {
        int favoured = observed[kernel];
        return favoured < 0 ? logAny : coordinate == favoured ? logHit : logMiss;
    }

    @Override
    public void addLogDensities(double coordinate, int[] kernels, int count, double[] sums) {
        for (int s = 0; s < count; s++) {
            sums[s] += logDensity(kernels[s], coordinate);
        }
    }

    @Override
    public double most() {
        return 0;
    }

    @Override
    public int near(double coordinate, double deviations, int[] survivors) {
        Arrays.setAll(survivors, k -> k);
        return survivors.length;
    }

    @Override
    public int sift(double coordinate, double floor, int[] survivors, double[] bounds, int count) {
        int kept = 0;
        for (int s = 0; s < count; s++) {
            double bound = bounds[s] + logDensity(survivors[s], coordinate);
            if (bound >= floor) {
                survivors[kept] = survivors[s];
                bounds[kept++] = bound;
            }
        }
        return kept;
    }
}
