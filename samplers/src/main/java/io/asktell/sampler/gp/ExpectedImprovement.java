package io.asktell.sampler.gp;

import io.asktell.numeric.Normal;

/** What a normally distributed value is expected to be below a threshold, on a logarithmic scale (Ament et al. 2023, arXiv 2310.20708). */
final class ExpectedImprovement {
    private ExpectedImprovement() {}

    /** The logarithm of {@code E[max(0, threshold - value)]}. */
    static double log(double mean, double deviation, double threshold) {
        return StrictMath.log(deviation) + logOfStandard((threshold - mean) / deviation);
    }

    /** The slope of {@link #log} by the mean, with the deviation held. */
    static double slopeByMean(double mean, double deviation, double threshold) {
        double z = (threshold - mean) / deviation;
        return -StrictMath.exp(Normal.logCdf(z) - logOfStandard(z)) / deviation;
    }

    /** The slope of {@link #log} by the deviation, with the mean held. */
    static double slopeByDeviation(double mean, double deviation, double threshold) {
        double z = (threshold - mean) / deviation;
        return StrictMath.exp(Normal.logDensity(z) - logOfStandard(z)) / deviation;
    }

    /** The logarithm of {@code density(z) + z cdf(z)}. */
    static double logOfStandard(double z) {
        if (z > -1) {
            return StrictMath.log(StrictMath.exp(Normal.logDensity(z)) + z * Normal.cdf(z));
        }
        // density (1 - t) with t = -z cdf / density, near 1 in the tail
        double t = -z * StrictMath.exp(Normal.logCdf(z) - Normal.logDensity(z));
        double rest = z < -100 ? (1 - 3 / (z * z)) / (z * z) : 1 - t;
        return Normal.logDensity(z) + StrictMath.log(rest);
    }
}
