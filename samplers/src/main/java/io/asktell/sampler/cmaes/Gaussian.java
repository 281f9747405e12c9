package io.asktell.sampler.cmaes;

import io.asktell.numeric.Cholesky;
import io.asktell.numeric.Normal;
import io.asktell.numeric.Rng;
import io.asktell.numeric.TruncatedNormal;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A normal distribution over the axes of the cube, with a margin that keeps discrete values reachable (Hamano et al. 2022, arXiv
 * 2205.13482).
 */
final class Gaussian {
    private static final long REDRAWS = 0x636d616573L; // the streams of the points redrawn inside their cells

    private final Encoding encoding;
    private final int n;
    final double[] mean;
    final double[] scale; // by axis, what the margin widens
    final double[][] covariance; // lower half, by rows; of the steps before they are scaled
    double sigma;
    private Cholesky factor = new Cholesky();

    /** In the middle of the cube, and alike in all directions. */
    Gaussian(Encoding encoding, double sigma) {
        this.encoding = encoding;
        n = encoding.dimension();
        mean = new double[n];
        Arrays.fill(mean, 0.5);
        scale = new double[n];
        covariance = new double[n][];
        round(sigma);
    }

    private Gaussian(Gaussian other) {
        encoding = other.encoding;
        n = other.n;
        mean = other.mean.clone();
        scale = other.scale.clone();
        covariance = new double[n][];
        Arrays.setAll(covariance, i -> other.covariance[i].clone());
        sigma = other.sigma;
        factor = other.factor; // replaced, never altered
    }

    Gaussian copy() {
        return new Gaussian(this);
    }

    /** Alike in all directions again; the mean stays. */
    final void round(double newSigma) {
        sigma = newSigma;
        Arrays.fill(scale, 1);
        for (int i = 0; i < n; i++) {
            covariance[i] = new double[i + 1];
            covariance[i][i] = 1;
        }
        factor();
    }

    /** Takes over what was put into the covariances; false where that is no covariance, or some number is none. */
    boolean factor() {
        factor = new Cholesky();
        for (int i = 0; i < n; i++) {
            if (!factor.append(Arrays.copyOf(covariance[i], i), covariance[i][i])) {
                return false;
            }
        }
        return sound();
    }

    private boolean sound() {
        boolean sound = sigma > 0 && sigma < Double.POSITIVE_INFINITY;
        for (int i = 0; i < n; i++) {
            sound &= Double.isFinite(mean[i]) && Double.isFinite(scale[i]);
        }
        return sound;
    }

    /** A point of the cube: drawn anew a few times where it would lie outside, then moved to the side. */
    double[] draw(RandomGenerator random) {
        double[] x = new double[n];
        for (int attempt = 0; attempt < 10; attempt++) {
            double[] z = new double[n];
            Arrays.setAll(z, i -> random.nextGaussian());
            x = at(z);
            boolean inside = true;
            for (double coordinate : x) {
                inside &= coordinate >= 0 && coordinate <= 1;
            }
            if (inside) {
                return x;
            }
        }
        return clipped(x);
    }

    /** The point at these standard coordinates, moved into the cube. */
    double[] place(double[] z) {
        return clipped(at(z));
    }

    private double[] at(double[] z) {
        double[] x = factor.multiply(z);
        for (int i = 0; i < n; i++) {
            x[i] = mean[i] + sigma * scale[i] * x[i];
        }
        return x;
    }

    private static double[] clipped(double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.min(1, Math.max(0, x[i]));
        }
        return x;
    }

    /** Coordinates in which the distribution is standard normal. */
    double[] standard(double[] x) {
        return whitened(steps(x));
    }

    /** The standard coordinates of a step. */
    double[] whitened(double[] step) {
        double[] z = step.clone();
        factor.forward(z);
        return z;
    }

    /** How far a point is from the mean, in units of sigma and scale. */
    double[] steps(double[] x) {
        double[] y = new double[n];
        for (int i = 0; i < n; i++) {
            y[i] = (x[i] - mean[i]) / (sigma * scale[i]);
        }
        return y;
    }

    double deviation(int axis) {
        return sigma * scale[axis] * StrictMath.sqrt(covariance[axis][axis]);
    }

    /**
     * Where a trial lies. A discrete value is a stretch of its axis, and a parameter that was inactive the whole of it: the
     * coordinate is drawn from the distribution's part there, so that neither makes the distribution narrower.
     */
    double[] coordinates(Outcome outcome) {
        double[] x = new double[n];
        RandomGenerator redraw = Rng.of(REDRAWS, outcome.number());
        for (int i = 0; i < n; i++) {
            double u = redraw.nextDouble();
            double c = encoding.coordinate(i, outcome.point()[encoding.parameter(i)]);
            double from = 0;
            double to = 1;
            if (!Double.isNaN(c)) {
                c = Math.min(1, Math.max(0, c));
                if (!encoding.discrete(i)) {
                    x[i] = c;
                    continue;
                }
                double internal = encoding.internal(i, c);
                from = Math.max(0, encoding.from(i, internal));
                to = Math.min(1, encoding.to(i, internal));
            }
            double deviation = deviation(i);
            double drawn = TruncatedNormal.quantile(u, (from - mean[i]) / deviation, (to - mean[i]) / deviation);
            x[i] = Math.min(to, Math.max(from, mean[i] + deviation * drawn));
        }
        return x;
    }

    /** Keeps the probability of leaving the cell that the mean is in above a minimum (section 4). False where numbers fail. */
    boolean keepMargin(int popsize) {
        double least = 1.0 / (n * (double) popsize);
        for (int i = 0; i < n; i++) {
            if (!encoding.discrete(i)) {
                continue;
            }
            double internal = encoding.internal(i, mean[i]);
            double from = encoding.from(i, internal);
            double to = encoding.to(i, internal);
            double deviation = deviation(i);
            boolean first = from <= 1e-12;
            boolean last = to >= 1 - 1e-12;
            if (first || last) {
                double edge = first ? to : from;
                double reach = Normal.quantile(1 - least) * deviation;
                mean[i] = first ? Math.max(mean[i], edge - reach) : Math.min(mean[i], edge + reach);
                continue;
            }
            double below = Normal.cdf((from - mean[i]) / deviation);
            double above = Normal.cdf((mean[i] - to) / deviation);
            if (below >= least / 2 && above >= least / 2) {
                continue;
            }
            double middle = 1 - below - above;
            double low = Math.max(least / 2, below);
            double high = Math.max(least / 2, above);
            double excess = (1 - low - high - middle) / (low + high + middle - 1.5 * least);
            double towardsLow = Normal.quantile(1 - low - excess * (low - least / 2));
            double towardsHigh = Normal.quantile(1 - high - excess * (high - least / 2));
            mean[i] = (from * towardsHigh + to * towardsLow) / (towardsLow + towardsHigh);
            scale[i] *= (to - from) / (towardsLow + towardsHigh) / deviation;
        }
        return sound();
    }
}
