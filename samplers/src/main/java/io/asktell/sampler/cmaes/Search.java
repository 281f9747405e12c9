package io.asktell.sampler.cmaes;

import io.asktell.numeric.Rng;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Where the next trials are drawn from: a normal distribution over the axes, updated by generations (Hansen 2016, arXiv
 * 1604.00772), and probabilities of the choices. It takes any points, its own or others', as Hansen's injection (2011, arXiv 1110.4181) allows.
 */
final class Search {
    private static final double NARROWEST = 1e-7; // standard deviations, as shares of a range
    private static final double WIDEST = 1;
    private static final long PLACES = 0x636d616573L; // the streams of where searches begin anew

    private final Encoding encoding;
    private final CmaEsOptions options;
    private final int n;
    private final Choices choices;
    private final Deque<Outcome> bests = new ArrayDeque<>(); // of the latest generations
    private Weights weights;
    private final Gaussian gaussian;
    private final double[] path;
    private final double[] sigmaPath;
    private int generations; // since the last restart
    private int restarts;
    private boolean recovering;
    private double @Nullable [][] left; // where the search before the last restart ended: mean and reach

    /** Starts where the best of these outcomes are. */
    Search(Encoding encoding, CmaEsOptions options, Outcome[] first) {
        this.encoding = encoding;
        this.options = options;
        n = encoding.dimension();
        choices = new Choices(encoding);
        Integer size = options.popsize();
        weights = new Weights(Math.max(1, n), size != null ? size : 4 + (int) (3 * StrictMath.log(Math.max(1, n))));
        gaussian = new Gaussian(encoding, options.sigma0());
        path = new double[n];
        sigmaPath = new double[n];
        Outcome[] sorted = first.clone();
        Arrays.sort(sorted);
        if (sorted.length > 0) {
            startAt(sorted);
        }
    }

    private void forget() {
        gaussian.round(options.sigma0() < NARROWEST ? CmaEsOptions.defaults().sigma0() : options.sigma0());
        Arrays.fill(path, 0);
        Arrays.fill(sigmaPath, 0);
        bests.clear();
        generations = 0;
    }

    /**
     * The mean of the best tenth; where that is more than a few trials, their spread too (Nomura et al. 2021, arXiv 2012.06932,
     * which widens it by a tenth of the range).
     */
    private void startAt(Outcome[] sorted) {
        int count = Math.max(1, sorted.length / 10);
        double[][] points = new double[count][];
        for (int k = 0; k < count; k++) {
            points[k] = gaussian.coordinates(sorted[k]);
        }
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (double[] point : points) {
                sum += point[i];
            }
            gaussian.mean[i] = sum / count;
        }
        choices.start(sorted, count);
        if (count < 3) {
            return;
        }
        double[][] spread = new double[n][];
        double trace = 0;
        for (int i = 0; i < n; i++) {
            spread[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                for (double[] point : points) {
                    spread[i][j] += (point[i] - gaussian.mean[i]) * (point[j] - gaussian.mean[j]) / count;
                }
            }
            spread[i][i] += 0.01;
            trace += spread[i][i];
        }
        gaussian.sigma = Math.min(options.sigma0(), StrictMath.sqrt(trace / n));
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                gaussian.covariance[i][j] = spread[i][j] * n / trace;
            }
        }
        gaussian.factor();
    }

    int popsize() {
        return weights.popsize;
    }

    Choices choices() {
        return choices;
    }

    /** Where the next trials are drawn from. */
    Gaussian gaussian() {
        return gaussian;
    }

    /** Whether the latest generation brought numbers to fail, so that nothing of it was learned. */
    boolean recovering() {
        return recovering;
    }

    /** Whether the trial belongs to the search that ended with the last restart. */
    boolean stale(Outcome outcome) {
        double @Nullable [][] old = left;
        if (old == null || n == 0) {
            return false;
        }
        double[] x = gaussian.coordinates(outcome);
        for (int i = 0; i < n; i++) {
            if (!(Math.abs(x[i] - old[0][i]) <= old[1][i])) {
                return false;
            }
        }
        return true;
    }

    /** Takes a generation of {@link #popsize} outcomes. */
    void update(Outcome[] generation) {
        Outcome[] sorted = generation.clone();
        Arrays.sort(sorted);
        double[] w = weights.of(sorted);
        choices.update(sorted, w, weights);
        generations++;
        recovering = false;
        if (n == 0) {
            return;
        }
        boolean flat = sorted[0].compareTo(sorted[sorted.length - 1]) == 0;
        if (!flat) {
            move(sorted, w);
        }
        if (sorted[0].compareTo(sorted[(sorted.length + 2) / 4]) == 0) { // too narrow to tell better from worse
            gaussian.sigma *= StrictMath.exp(0.2 + weights.cumulationSigma / weights.damping);
        }
        gaussian.sigma = Math.min(WIDEST, gaussian.sigma);
        if (!gaussian.factor() || !gaussian.keepMargin(popsize())) {
            recover();
            return;
        }
        bests.addLast(sorted[0]);
        int horizon = 10 + (30 * n + popsize() - 1) / popsize();
        while (bests.size() > horizon) {
            bests.removeFirst();
        }
        boolean stuck =
                bests.size() == horizon && flat && bests.stream().allMatch(best -> best.compareTo(sorted[0]) == 0);
        if (stuck || narrow()) {
            restart();
        }
    }

    private void move(Outcome[] sorted, double[] w) {
        double longest = StrictMath.sqrt(n) + 2.0 * n / (n + 2);
        double[][] y = new double[sorted.length][];
        double[] norms = new double[sorted.length]; // squared
        double[] step = new double[n];
        for (int k = 0; k < y.length; k++) {
            y[k] = gaussian.steps(gaussian.coordinates(sorted[k]));
            double norm = norm(gaussian.whitened(y[k]));
            double shorter = norm > longest ? longest / norm : 1;
            norms[k] = norm * norm * shorter * shorter;
            for (int i = 0; i < n; i++) {
                y[k][i] *= shorter;
                step[i] += Math.max(0, w[k]) * y[k][i];
            }
        }
        for (int i = 0; i < n; i++) {
            gaussian.mean[i] =
                    Math.min(1, Math.max(0, gaussian.mean[i] + gaussian.sigma * gaussian.scale[i] * step[i]));
        }
        double[] z = gaussian.whitened(step);
        double keep = 1 - weights.cumulationSigma;
        double gain = StrictMath.sqrt(weights.cumulationSigma * (1 + keep) * weights.effective);
        for (int i = 0; i < n; i++) {
            sigmaPath[i] = keep * sigmaPath[i] + gain * z[i];
        }
        double length = norm(sigmaPath) / weights.expectedNorm;
        double settled = 1 - StrictMath.pow(keep, 2.0 * generations);
        boolean steady = length / StrictMath.sqrt(settled) < 1.4 + 2.0 / (n + 1);
        double c = weights.cumulation;
        for (int i = 0; i < n; i++) {
            path[i] = (1 - c) * path[i] + (steady ? StrictMath.sqrt(c * (2 - c) * weights.effective) * step[i] : 0);
        }
        double sum = 0;
        for (double weight : w) {
            sum += weight;
        }
        double stay = 1 + (steady ? 0 : weights.rankOne * c * (2 - c)) - weights.rankOne - weights.rankMu * sum;
        double[][] covariance = gaussian.covariance;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double rankMu = 0;
                for (int k = 0; k < y.length; k++) {
                    double weight = w[k] >= 0 ? w[k] : w[k] * n / (norms[k] + 1e-12);
                    rankMu += weight * y[k][i] * y[k][j];
                }
                covariance[i][j] =
                        stay * covariance[i][j] + weights.rankOne * path[i] * path[j] + weights.rankMu * rankMu;
            }
        }
        gaussian.sigma *= StrictMath.exp(Math.min(1, weights.cumulationSigma / weights.damping * (length - 1)));
    }

    private static double norm(double[] z) {
        double sum = 0;
        for (double x : z) {
            sum += x * x;
        }
        return StrictMath.sqrt(sum);
    }

    private boolean narrow() {
        boolean any = false;
        for (int i = 0; i < n; i++) {
            if (!encoding.discrete(i)) {
                any = true;
                if (gaussian.deviation(i) > NARROWEST) {
                    return false;
                }
            }
        }
        return any;
    }

    private void restart() {
        if (restarts == options.restarts()) {
            gaussian.sigma = Math.max(gaussian.sigma, NARROWEST / 10);
            return;
        }
        restarts++;
        double[] reach = new double[n];
        Arrays.setAll(reach, i -> Math.max(1e-6, 10 * gaussian.deviation(i)));
        left = new double[][] {gaussian.mean.clone(), reach};
        long place = Double.doubleToLongBits(sigmaPath[0]) ^ restarts;
        RandomGenerator random = Rng.of(PLACES, place);
        Arrays.setAll(gaussian.mean, i -> random.nextDouble());
        weights = new Weights(n, 2 * popsize());
        forget();
    }

    /** Begins anew where numbers have failed; where it may not restart, at the same place if that is known. */
    private void recover() {
        recovering = true;
        if (restarts < options.restarts()) {
            restart();
            return;
        }
        for (int i = 0; i < n; i++) {
            gaussian.mean[i] = Double.isFinite(gaussian.mean[i]) ? gaussian.mean[i] : 0.5;
        }
        forget();
    }

    Search copy() {
        return new Search(this);
    }

    private Search(Search other) {
        encoding = other.encoding;
        options = other.options;
        n = other.n;
        choices = other.choices.copy();
        bests.addAll(other.bests);
        weights = other.weights;
        gaussian = other.gaussian.copy();
        path = other.path.clone();
        sigmaPath = other.sigmaPath.clone();
        generations = other.generations;
        restarts = other.restarts;
        recovering = other.recovering;
        left = other.left;
    }
}
