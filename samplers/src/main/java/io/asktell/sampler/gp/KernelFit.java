package io.asktell.sampler.gp;

import io.asktell.numeric.Cholesky;
import io.asktell.numeric.Lbfgs;
import io.asktell.numeric.Vectors;
import java.util.Arrays;

/**
 * The likeliest kernel for what was observed, given what kernels are like: lengthscales grow with the root of the number of
 * parameters (Hvarfner et al. 2024, arXiv 2402.02229), the signal is near 1, the noise small.
 */
final class KernelFit {
    private static final double LENGTH_DEVIATION_SQUARED = 3;
    private static final double NOISE_MEAN = -6; // of its logarithm
    private static final double NOISE_DEVIATION_SQUARED = 4;
    private static final double LEAST_NOISE = 1e-6;
    private static final Lbfgs SEARCH = new Lbfgs(40, 1e-2, 2);

    private final Encoding encoding;
    private final double[][] points;
    private final double[] values;
    private final double[] noises;
    private final boolean deterministic;
    private final int dimension;
    private final double lengthMean; // of its logarithm

    KernelFit(Encoding encoding, double[][] points, double[] values, double[] noises, boolean deterministic) {
        this.encoding = encoding;
        this.points = points;
        this.values = values;
        this.noises = noises;
        this.deterministic = deterministic;
        dimension = encoding.size();
        lengthMean = StrictMath.sqrt(2) + 0.5 * StrictMath.log(dimension);
    }

    Kernel kernel() {
        double[] low = new double[dimension + 2];
        double[] high = new double[dimension + 2];
        double[] start = new double[dimension + 2];
        Arrays.fill(low, StrictMath.log(5e-3));
        Arrays.fill(high, StrictMath.log(1e4));
        Arrays.fill(start, lengthMean - LENGTH_DEVIATION_SQUARED / 2);
        low[dimension] = StrictMath.log(1e-2);
        high[dimension] = StrictMath.log(1e3);
        start[dimension] = 0;
        low[dimension + 1] = StrictMath.log(LEAST_NOISE);
        high[dimension + 1] = deterministic ? low[dimension + 1] : 0.5;
        start[dimension + 1] = StrictMath.log(1e-2);
        return kernel(SEARCH.minimise(this::loss, start, low, high).x());
    }

    private Kernel kernel(double[] logs) {
        double[] inverseSquares = new double[dimension];
        Arrays.setAll(inverseSquares, i -> StrictMath.exp(-2 * logs[i]));
        return new Kernel(
                encoding, inverseSquares, StrictMath.exp(logs[dimension]), StrictMath.exp(logs[dimension + 1]));
    }

    /** Minus the logarithm of likelihood and prior, by the logarithms of lengthscales, signal and noise. */
    double loss(double[] logs, double[] gradient) {
        Kernel kernel = kernel(logs);
        int n = points.length;
        double[][] squares = new double[n][];
        var factor = new Cholesky();
        for (int j = 0; j < n; j++) {
            squares[j] = new double[j];
            double[] row = new double[j];
            for (int k = 0; k < j; k++) {
                squares[j][k] = kernel.squaredDistance(points[j], points[k]);
                row[k] = kernel.signal() * Kernel.correlation(squares[j][k]);
            }
            if (!factor.append(row, kernel.signal() + kernel.noise() * noises[j])) {
                return Double.POSITIVE_INFINITY;
            }
        }
        double[] weights = values.clone();
        factor.forward(weights);
        double loss = 0.5 * Vectors.dot(weights, weights, n) + 0.5 * factor.logDeterminant();
        factor.backward(weights);
        Arrays.fill(gradient, 0);
        addLikelihoodSlope(kernel, squares, weights, factor.inverse(), gradient);
        return loss + addPrior(logs, gradient);
    }

    private void addLikelihoodSlope(
            Kernel kernel, double[][] squares, double[] weights, double[][] inverse, double[] gradient) {
        int n = points.length;
        double noise = 0;
        double signal = 0;
        for (int j = 0; j < n; j++) {
            for (int k = 0; k < j; k++) {
                double pull =
                        inverse[j][k] - weights[j] * weights[k]; // twice one half, for the pair and its mirror image
                signal += pull * kernel.signal() * Kernel.correlation(squares[j][k]);
                double slope = pull * kernel.signal() * Kernel.correlationSlope(squares[j][k]);
                for (int i = 0; i < dimension; i++) {
                    gradient[i] -=
                            2 * slope * kernel.inverseSquares()[i] * encoding.distance(i, points[j][i], points[k][i]);
                }
            }
            double pull = 0.5 * (inverse[j][j] - weights[j] * weights[j]);
            signal += pull * kernel.signal();
            noise += pull * kernel.noise() * noises[j];
        }
        gradient[dimension] += signal;
        gradient[dimension + 1] += noise;
    }

    private double addPrior(double[] logs, double[] gradient) {
        double loss = 0;
        for (int i = 0; i < dimension; i++) { // log-normal lengthscales
            double off = logs[i] - lengthMean;
            loss += off * off / (2 * LENGTH_DEVIATION_SQUARED) + logs[i];
            gradient[i] += off / LENGTH_DEVIATION_SQUARED + 1;
        }
        double signal = StrictMath.exp(logs[dimension]); // gamma distributed, of shape 2 and rate 1
        loss += signal - logs[dimension];
        gradient[dimension] += signal - 1;
        double off = logs[dimension + 1] - NOISE_MEAN;
        loss += off * off / (2 * NOISE_DEVIATION_SQUARED);
        gradient[dimension + 1] += off / NOISE_DEVIATION_SQUARED;
        return loss;
    }
}
