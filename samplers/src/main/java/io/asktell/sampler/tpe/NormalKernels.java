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

    /** What lies so many deviations away is lost in rounding: below 1e-18 of the whole. */
    private static final double ALL = 9;

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
     * @param order of the trials' kernels
     * @param count of the trials; the kernel after theirs is the prior's
     * @param leastShare the least deviation, as a share of the axis
     */
    NormalKernels(Axis axis, Order order, int count, double leastShare) {
        this.axis = axis;
        least = axis.range() * leastShare;
        logLeast = StrictMath.log(least);
        most = axis.discrete() ? MOST_BY_TRUNCATION : MOST_BY_TRUNCATION - LOG_SQRT_TWO_PI - logLeast;
        means = new double[count + 1];
        deviations = new double[count + 1];
        inverses = new double[count];
        normalisers = new double[count + 1];
        Arrays.fill(normalisers, Double.NaN);
        Arrays.fill(means, axis.middle());
        Arrays.fill(deviations, axis.range());
        Arrays.fill(inverses, 1 / axis.range());
        int[] byMean = new int[order.size()];
        double[] theirMeans = new double[order.size()];
        int narrowest = setTrials(order, byMean, theirMeans);
        narrow = Arrays.copyOf(byMean, narrowest);
        narrowMeans = Arrays.copyOf(theirMeans, narrowest);
        wide = wide(count - narrowest);
        int slots = axis.discrete() ? 1 << REMEMBERED_BITS : 0;
        rememberedDeviation = new double[slots];
        rememberedDifference = new double[slots];
        remembered = new double[slots];
    }

    /** Finds those of the least deviation, too, and returns how many they are. */
    private int setTrials(Order order, int[] narrow, double[] narrowMeans) {
        double middle = axis.middle();
        double inverseOfLeast = 1 / least;
        int size = order.size();
        int narrowest = 0;
        for (int at = 0; at < size; at++) {
            int kernel = order.kernel(at);
            double mean = order.coordinate(at);
            boolean above = mean > middle;
            double previous = at > 0 ? order.coordinate(at - 1) : above ? middle : mean;
            double next = at + 1 < size ? order.coordinate(at + 1) : above ? mean : middle;
            double left = mean - (above ? Math.max(previous, middle) : previous);
            double right = (above ? next : Math.min(next, middle)) - mean;
            double deviation = Math.min(axis.range(), Math.max(least, Math.max(left, right)));
            means[kernel] = mean;
            deviations[kernel] = deviation;
            if (deviation == least) {
                inverses[kernel] = inverseOfLeast;
                narrowMeans[narrowest] = mean;
                narrow[narrowest++] = kernel;
            } else {
                inverses[kernel] = 1 / deviation;
            }
        }
        return narrowest;
    }

    private int[] wide(int count) {
        int[] found = new int[count];
        int size = 0;
        for (int kernel = 0; size < count; kernel++) {
            if (deviations[kernel] != least) {
                found[size++] = kernel;
            }
        }
        return found;
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
        double low = (axis.low() - mean) / deviation;
        double high = (axis.high() - mean) / deviation;
        double kept = low < -ALL && high > ALL ? 0 : TruncatedNormal.logMass(low, high);
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
            survivors[kept] = kernel; // without a branch, which could not be foretold
            bounds[kept] = bound;
            kept += bound >= floor ? 1 : 0;
        }
        return kept;
    }
}
