package io.asktell.sampler.tpe;

import io.asktell.numeric.Exp;
import java.util.random.RandomGenerator;

/**
 * The density of a set of trials over some parameters: a mixture of one kernel per trial, and a wide one, the prior, that keeps every
 * value possible. A kernel is a product over parameters; one that a trial has no value of gets the prior's factor.
 */
final class ParzenEstimator {
    /** Kernels that add less than exp(-40) of the greatest are not worth their exponential: 10,000 of them change it by 1e-13. */
    private static final double NEGLIGIBLE = -40;

    private final Axis[] axes;
    private final Kernels[] kernels; // by position in parameters
    private final Mixture mixture;

    // room to work in
    private final double[] terms;
    private final int[] survivors;
    private final double[] bounds;

    /** @param widths how narrow a kernel may be */
    ParzenEstimator(Side side, int[] parameters, Mixture mixture, Widths widths) {
        this.mixture = mixture;
        int[] trials = mixture.trials();
        axes = new Axis[parameters.length];
        kernels = new Kernels[parameters.length];
        for (int d = 0; d < parameters.length; d++) {
            axes[d] = side.axis(parameters[d]);
            kernels[d] = side.kernels(parameters[d], trials, widths.least(trials.length + 2));
        }
        terms = new double[trials.length];
        survivors = new int[trials.length];
        bounds = new double[trials.length];
    }

    /** The kernel of a trial drawn by weight, the last one for the prior. */
    int draw(RandomGenerator random) {
        return mixture.draw(random);
    }

    /** A coordinate of the parameter at a position, drawn from a kernel. */
    double draw(int kernel, int position, RandomGenerator random) {
        return kernels[position].draw(kernel, random.nextDouble());
    }

    /** The logarithm of one kernel's density at a point, without its weight. */
    double logDensityOf(int kernel, double[] point) {
        double sum = 0;
        for (int d = 0; d < point.length; d++) {
            sum += kernels[d].logDensity(kernel, point[d]);
        }
        return sum;
    }

    Axis axis(int position) {
        return axes[position];
    }

    /** The logarithm of the density at a point, by position of the parameter; NaN where it is inactive. */
    double logDensity(double[] point) {
        int active = 0;
        int[] positions = new int[point.length];
        for (int d = 0; d < point.length; d++) {
            if (!Double.isNaN(point[d])) {
                positions[active++] = d;
            }
        }
        double prior = prior(point, positions, active);
        int left = promising(prior + NEGLIGIBLE, point, positions, active);
        for (int s = 0; s < left; s++) {
            terms[s] = mixture.logWeight(survivors[s]);
        }
        for (int p = 0; p < active; p++) {
            kernels[positions[p]].addLogDensities(point[positions[p]], survivors, left, terms);
        }
        double greatest = prior;
        for (int s = 0; s < left; s++) {
            greatest = Math.max(greatest, terms[s]);
        }
        double sum = exp(prior - greatest);
        for (int s = 0; s < left; s++) {
            sum += exp(terms[s] - greatest);
        }
        return greatest + StrictMath.log(sum);
    }

    private static double exp(double below) {
        return below < NEGLIGIBLE ? 0 : Exp.of(below);
    }

    /** Puts the trials' kernels that may reach the floor first among the survivors, and returns how many they are. */
    private int promising(double floor, double[] point, int[] positions, int active) {
        double span = mixture.mostLogWeight() - floor; // by how much a kernel's exponent may fall
        for (int p = 0; p < active; p++) {
            span += kernels[positions[p]].most();
        }
        double deviations = StrictMath.sqrt(2 * Math.max(0, span)) + 1e-9; // a rounding error more
        int left = active == 0 ? 0 : kernels[positions[0]].near(point[positions[0]], deviations, survivors);
        if (active == 1 && !axes[positions[0]].discrete()) { // a term costs no more than to sift it
            return left;
        }
        for (int s = 0; s < left; s++) {
            bounds[s] = mixture.logWeight(survivors[s]);
        }
        double least = mixture.mostLogWeight() - span;
        for (int p = 0; p < active; p++) {
            left = kernels[positions[p]].sift(point[positions[p]], least, survivors, bounds, left);
        }
        return left;
    }

    private double prior(double[] point, int[] positions, int active) {
        int last = survivors.length;
        double term = mixture.logWeight(last);
        for (int p = 0; p < active; p++) {
            term += kernels[positions[p]].logDensity(last, point[positions[p]]);
        }
        return term;
    }
}
