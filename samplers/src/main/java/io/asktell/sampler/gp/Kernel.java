package io.asktell.sampler.gp;

import io.asktell.numeric.Exp;

/**
 * Matérn's covariance with smoothness 5/2, with a scale for each parameter: {@code signal * (1 + a + a²/3) exp(-a)} with
 * {@code a = sqrt(5 r²)}, {@code r²} being the sum of squared distances times {@code inverseSquares}.
 *
 * @param inverseSquares 1 / lengthscale², per parameter
 * @param signal the variance of the function
 * @param noise the variance of an observation about the function
 */
record Kernel(Encoding encoding, double[] inverseSquares, double signal, double noise) {
    double covariance(double[] a, double[] b) {
        return signal * correlation(squaredDistance(a, b));
    }

    double squaredDistance(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < inverseSquares.length; i++) {
            sum += inverseSquares[i] * encoding.distance(i, a[i], b[i]);
        }
        return sum;
    }

    static double correlation(double squaredDistance) {
        double a = Math.sqrt(5 * squaredDistance);
        return (1 + a + a * a / 3) * Exp.of(-a);
    }

    /** The slope of {@link #correlation} by the squared distance. */
    static double correlationSlope(double squaredDistance) {
        double a = Math.sqrt(5 * squaredDistance);
        return -5.0 / 6 * (1 + a) * Exp.of(-a);
    }
}
