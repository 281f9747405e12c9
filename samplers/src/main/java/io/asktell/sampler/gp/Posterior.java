package io.asktell.sampler.gp;

import io.asktell.numeric.Cholesky;
import io.asktell.numeric.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a Gaussian process says of any point after some were observed. Points under evaluation take away uncertainty where they are,
 * and change no mean, as if each had brought just what was expected.
 */
final class Posterior {
    private final Kernel kernel;
    private final Cholesky factor = new Cholesky();
    private final List<double[]> points = new ArrayList<>();
    private int observed;
    private double[] values = new double[0];
    private double[] noises = new double[0];
    private double[] weights = new double[0];

    Posterior(Kernel kernel) {
        this.kernel = kernel;
    }

    Kernel kernel() {
        return kernel;
    }

    /**
     * Observes these instead of what was observed before; rows that stay the same at the beginning are not computed again.
     *
     * @return false where the covariances are not positive definite, or the values no numbers
     */
    boolean observe(List<double[]> all, double[] theirValues, double[] theirNoises, List<double[]> pending) {
        int same = 0;
        while (same < Math.min(observed, all.size())
                && noises[same] == theirNoises[same]
                && Arrays.equals(points.get(same), all.get(same))) {
            same++;
        }
        observed = same;
        points.subList(same, points.size()).clear();
        factor.truncate(same);
        noises = theirNoises;
        for (int j = same; j < all.size(); j++) {
            if (!append(all.get(j), noises[j])) {
                return false;
            }
            observed++;
        }
        values = theirValues;
        weights = values.clone();
        factor.forward(weights);
        factor.backward(weights);
        for (double[] point : pending) {
            append(point, 1); // one that adds nothing to the others is left out
        }
        return Arrays.stream(weights).allMatch(Double::isFinite);
    }

    private boolean append(double[] point, double noise) {
        if (!factor.append(covariances(point), kernel.signal() + kernel.noise() * noise)) {
            return false;
        }
        points.add(point);
        return true;
    }

    private double[] covariances(double[] point) {
        double[] covariances = new double[points.size()];
        Arrays.setAll(covariances, j -> kernel.covariance(points.get(j), point));
        return covariances;
    }

    /** The mean at each observed point: what was observed less what is taken for noise. */
    double[] fitted() {
        double[] fitted = new double[observed];
        Arrays.setAll(fitted, j -> values[j] - kernel.noise() * noises[j] * weights[j]);
        return fitted;
    }

    /** Mean and deviation of the function at a point. */
    record Prediction(double mean, double deviation) {}

    Prediction at(double[] point) {
        double[] covariances = covariances(point);
        double mean = Vectors.dot(covariances, weights, observed);
        factor.forward(covariances);
        return new Prediction(mean, deviation(covariances));
    }

    private double deviation(double[] solved) {
        double variance = kernel.signal() - Vectors.dot(solved, solved, solved.length);
        return StrictMath.sqrt(Math.max(variance, 1e-12 * kernel.signal()));
    }

    /** A prediction, and how it changes with each coordinate of the point; 0 for those of unordered and inactive ones. */
    record Slopes(Prediction prediction, double[] mean, double[] deviation) {}

    Slopes slopesAt(double[] point) {
        int n = points.size();
        double[] squares = new double[n];
        double[] covariances = new double[n];
        for (int j = 0; j < n; j++) {
            squares[j] = kernel.squaredDistance(points.get(j), point);
            covariances[j] = kernel.signal() * Kernel.correlation(squares[j]);
        }
        double mean = Vectors.dot(covariances, weights, observed);
        factor.forward(covariances);
        double deviation = deviation(covariances);
        factor.backward(covariances);
        double[] meanSlopes = new double[point.length];
        double[] deviationSlopes = new double[point.length];
        for (int j = 0; j < n; j++) {
            double slope = kernel.signal() * Kernel.correlationSlope(squares[j]);
            double byMean = j < observed ? weights[j] * slope : 0;
            double byDeviation = -covariances[j] * slope / deviation;
            double[] other = points.get(j);
            for (int i = 0; i < point.length; i++) {
                if (!kernel.encoding().unordered(i) && !Double.isNaN(point[i])) {
                    double square = 2 * kernel.inverseSquares()[i] * Encoding.difference(point[i], other[i]);
                    meanSlopes[i] += byMean * square;
                    deviationSlopes[i] += byDeviation * square;
                }
            }
        }
        return new Slopes(new Prediction(mean, deviation), meanSlopes, deviationSlopes);
    }
}
