package io.asktell.sampler.tpe;

import io.asktell.numeric.Ascending;
import io.asktell.numeric.TruncatedNormal;
import java.util.Arrays;

/**
 * Normal distributions cut off at the ends of the axis; on a discrete axis a value has the probability of the coordinates it owns.
 *
 * <p>A kernel is as wide as the gap to the farther of its two neighbours, the middle of the axis counting as one of them, and the
 * outermost looking inwards only; but at least the given share of the axis, and never wider than it.
 */
final class NormalKernels implements Kernels {
    private static final double LOG_SQRT_TWO_PI = 0.9189385332046728;

    /** -log of the least that truncation leaves of a kernel: one that is as wide as the axis and sits at its end. */
    private static final double MOST_BY_TRUNCATION = 1.0748;

    private static final int REMEMBERED_BITS = 8;
    private static final double MANY_VALUES = 1e6;

    private final Axis axis;
    private final double[] means;
    private final double[] deviations;
    private final double[] inverses; // of the deviations, but for the prior's
    private final double[] normalisers; // what a log density has besides the exponent, NaN: not yet computed
    private final double least; // deviation
    private final double logLeast;
    private final double most;

    // the trials' kernels: those of the least deviation by mean, and all others
    private final int[] narrow;
    private final double[] narrowMeans;
    private final int[] wide;

    // log probabilities of discrete values last computed
    private final double[] rememberedDeviation;
    private final double[] rememberedDifference;
    private final double[] remembered;

    /**
     * @param trials by number; each has a kernel
     * @param narrowestShare the least deviation, as a share of the axis
     */
    NormalKernels(Axis axis, SortedColumn column, int[] trials, double narrowestShare) {
        int n = trials.length;
        this.axis = axis;
        means = new double[n + 1];
        deviations = new double[n + 1];
        inverses = new double[n];
        normalisers = new double[n + 1];
        Arrays.fill(means, axis.middle());
        Arrays.fill(deviations, axis.range());
        Arrays.fill(normalisers, Double.NaN);
        double least = axis.range() * narrowestShare;
        int[] ascending = column.ascending(trials);
        setTrials(column, trials, ascending, least);
        int[] byMean = new int[n];
        double[] theirMeans = new double[n];
        int narrowest = 0;
        for (int kernel : ascending) {
            if (deviations[kernel] == least) {
                theirMeans[narrowest] = means[kernel];
                byMean[narrowest++] = kernel;
            }
        }
        narrow = Arrays.copyOf(byMean, narrowest);
        narrowMeans = Arrays.copyOf(theirMeans, narrowest);
        wide = new int[n - narrowest];
        int wides = 0;
        for (int kernel = 0; kernel < n; kernel++) {
            inverses[kernel] = 1 / deviations[kernel];
            if (deviations[kernel] != least) {
                wide[wides++] = kernel;
            }
        }
        this.least = least;
        logLeast = StrictMath.log(least);
        most = axis.discrete() ? MOST_BY_TRUNCATION : MOST_BY_TRUNCATION - LOG_SQRT_TWO_PI - logLeast;
        int slots = axis.discrete() ? 1 << REMEMBERED_BITS : 0;
        rememberedDeviation = new double[slots];
        rememberedDifference = new double[slots];
        remembered = new double[slots];
    }

    private void setTrials(SortedColumn column, int[] trials, int[] ascending, double least) {
        int prior = trials.length;
        double[] sorted = new double[trials.length + 1];
        int[] kernels = new int[trials.length + 1];
        int size = 0;
        boolean priorDone = false;
        for (int kernel : ascending) {
            double mean = column.key(trials[kernel]);
            if (!priorDone && mean > axis.middle()) {
                priorDone = true;
                kernels[size] = prior;
                sorted[size++] = axis.middle();
            }
            kernels[size] = kernel;
            sorted[size++] = mean;
        }
        if (!priorDone) {
            kernels[size] = prior;
            sorted[size++] = axis.middle();
        }
        for (int at = 0; at < size; at++) {
            double left = at > 0 ? sorted[at] - sorted[at - 1] : 0;
            double right = at + 1 < size ? sorted[at + 1] - sorted[at] : 0;
            means[kernels[at]] = sorted[at];
            deviations[kernels[at]] = Math.min(axis.range(), Math.max(least, Math.max(left, right)));
        }
        deviations[prior] = axis.range();
    }

    @Override
    public double draw(int kernel, double u) {
        double mean = means[kernel];
        double deviation = deviations[kernel];
        double x = mean
                + deviation
                        * TruncatedNormal.quantile(
                                u, (axis.low() - mean) / deviation, (axis.high() - mean) / deviation);
        x = Math.min(axis.high(), Math.max(axis.low(), x));
        return axis.coordinate(axis.internal(x));
    }

    @Override
    public double logDensity(int kernel, double coordinate) {
        double normaliser = normaliser(kernel);
        double difference = coordinate - means[kernel];
        if (axis.discrete()) {
            return logMass(deviations[kernel], difference) + normaliser;
        }
        double z = difference / deviations[kernel];
        return normaliser - 0.5 * z * z;
    }

    private double normaliser(int kernel) {
        double normaliser = normalisers[kernel];
        if (Double.isNaN(normaliser)) {
            normaliser = newNormaliser(kernel);
            normalisers[kernel] = normaliser;
        }
        return normaliser;
    }

    private double newNormaliser(int kernel) {
        double mean = means[kernel];
        double deviation = deviations[kernel];
        double kept = TruncatedNormal.logMass((axis.low() - mean) / deviation, (axis.high() - mean) / deviation);
        if (axis.discrete()) {
            return -kept;
        }
        return -kept - LOG_SQRT_TWO_PI - (deviation == least ? logLeast : StrictMath.log(deviation));
    }

    /** Depends on mean and value by their difference alone, which is exact as both are multiples of a half. */
    private double logMass(double deviation, double difference) {
        if (deviation > MANY_VALUES) { // the probabilities at its two ends would be the same number
            double z = difference / deviation;
            return -0.5 * z * z - LOG_SQRT_TWO_PI - StrictMath.log(deviation);
        }
        int slot = slot(deviation, difference);
        if (rememberedDeviation[slot] != deviation || rememberedDifference[slot] != difference) {
            remembered[slot] = TruncatedNormal.logMass((difference - 0.5) / deviation, (difference + 0.5) / deviation);
            rememberedDeviation[slot] = deviation;
            rememberedDifference[slot] = difference;
        }
        return remembered[slot];
    }

    private static int slot(double deviation, double difference) {
        long bits = Double.doubleToRawLongBits(deviation) * 31 + Double.doubleToRawLongBits(difference);
        return (int) (bits * 0x9e3779b97f4a7c15L >>> 64 - REMEMBERED_BITS);
    }

    @Override
    public void addLogDensities(double coordinate, int[] kernels, int count, double[] sums) {
        for (int s = 0; s < count; s++) {
            sums[s] += logDensity(kernels[s], coordinate);
        }
    }

    @Override
    public double most() {
        return most;
    }

    @Override
    public int near(double coordinate, double deviations, int[] survivors) {
        double reach = deviations * least + (axis.discrete() ? 0.5 : 0);
        int count = 0;
        for (int at = Ascending.firstFrom(narrowMeans, coordinate - reach);
                at < narrow.length && narrowMeans[at] <= coordinate + reach;
                at++) {
            survivors[count++] = narrow[at];
        }
        System.arraycopy(wide, 0, survivors, count, wide.length);
        return count + wide.length;
    }

    /** On a discrete axis by the bound Q(z) <= exp(-z²/2)/2 on a normal tail. */
    @Override
    public int sift(double coordinate, double floor, int[] survivors, double[] bounds, int count) {
        double owned = axis.discrete() ? 0.5 : 0;
        int kept = 0;
        for (int s = 0; s < count; s++) {
            int kernel = survivors[s];
            double z = Math.max(0, Math.abs(coordinate - means[kernel]) - owned) * inverses[kernel];
            double bound = bounds[s] - 0.5 * z * z;
            if (bound >= floor) {
                survivors[kept] = kernel;
                bounds[kept++] = bound;
            }
        }
        return kept;
    }
}
