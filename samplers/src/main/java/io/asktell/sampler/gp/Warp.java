package io.asktell.sampler.gp;

import java.util.Arrays;

/**
 * Makes losses look more like draws of a normal distribution, whatever their unit: infinities and NaN become the worst or best of
 * the finite, then Yeo and Johnson's (2000) power bends the long tail of bad values, then mean 0 and variance 1. Order is kept.
 */
final class Warp {
    private static final int POWERS = 20;

    private Warp() {}

    static double[] warped(double[] losses) {
        double[] y = standardised(finite(losses));
        if (Arrays.stream(y).allMatch(v -> v == 0)) {
            return y;
        }
        double best = 1;
        double bestLikelihood = Double.NEGATIVE_INFINITY;
        for (int k = POWERS; k >= -POWERS; k--) { // from 1, which changes nothing, down to -1
            double power = k / (double) POWERS;
            double likelihood = likelihood(y, power);
            if (likelihood > bestLikelihood) {
                bestLikelihood = likelihood;
                best = power;
            }
        }
        double[] bent = new double[y.length];
        for (int j = 0; j < y.length; j++) {
            bent[j] = bent(y[j], best);
        }
        return standardised(bent);
    }

    private static double[] finite(double[] losses) {
        double best = Arrays.stream(losses).filter(Double::isFinite).min().orElse(0);
        double worst = Arrays.stream(losses).filter(Double::isFinite).max().orElse(0);
        double[] finite = losses.clone();
        Arrays.setAll(
                finite,
                j -> Double.isFinite(losses[j]) ? losses[j] : losses[j] == Double.NEGATIVE_INFINITY ? best : worst);
        return finite;
    }

    private static double[] standardised(double[] values) {
        double greatest = Arrays.stream(values).map(Math::abs).max().orElse(0);
        if (greatest == 0) {
            return values.clone();
        }
        double mean = 0;
        for (double v : values) {
            mean += v / greatest / values.length; // no overflow
        }
        double variance = 0;
        for (double v : values) {
            double off = v / greatest - mean;
            variance += off * off / values.length;
        }
        double deviation = StrictMath.sqrt(variance);
        double[] standardised = new double[values.length];
        for (int j = 0; j < values.length; j++) {
            standardised[j] = deviation > 1e-13 ? (values[j] / greatest - mean) / deviation : 0;
        }
        return standardised;
    }

    private static double bent(double y, double power) {
        if (y >= 0) {
            double log = StrictMath.log1p(y);
            return power == 0 ? log : StrictMath.expm1(power * log) / power;
        }
        return -StrictMath.expm1((2 - power) * StrictMath.log1p(-y)) / (2 - power);
    }

    /** The logarithm of the likelihood that bending by this power makes normal values. */
    private static double likelihood(double[] y, double power) {
        double mean = 0;
        double squares = 0;
        double stretch = 0;
        int n = 0;
        for (double v : y) {
            double b = bent(v, power);
            double before = mean;
            mean += (b - mean) / ++n;
            squares += (b - mean) * (b - before);
            stretch += (power - 1) * (v < 0 ? -1 : 1) * StrictMath.log1p(Math.abs(v));
        }
        return -0.5 * n * StrictMath.log(squares / n) + stretch;
    }
}
