package io.asktell.sampler.cmaes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Picks the point of the next trial among several draws: the most promising by a quadratic model of the trials around the mean, and
 * one that nobody has tried.
 */
final class Screening {
    private static final int DRAWS = 10;
    private static final int MORE_DRAWS = 20; // while all were tried before
    private static final double LEAST_TRUST = 0.3;
    private static final int MOST_TERMS = 250;

    private final Encoding encoding;
    private final Gaussian gaussian;
    private final List<Outcome> outcomes;
    private final List<Outcome> pending;

    Screening(Encoding encoding, Gaussian gaussian, List<Outcome> outcomes, List<Outcome> pending) {
        this.encoding = encoding;
        this.gaussian = gaussian;
        this.outcomes = outcomes;
        this.pending = pending;
    }

    /** @param screened whether a model is made at all */
    double[] choose(boolean screened, int number, RandomGenerator random) {
        QuadraticModel model = screened ? model() : null;
        if (model != null && model.trust() < LEAST_TRUST) {
            model = null;
        }
        List<double[]> candidates = new ArrayList<>();
        if (model != null && number % 2 == 0) {
            double[] lowest = gaussian.place(model.lowest(StrictMath.sqrt(encoding.dimension())));
            if (!nearPending(lowest)) {
                candidates.add(lowest);
            }
        }
        for (int k = model == null ? 1 : DRAWS; k > 0; k--) {
            candidates.add(gaussian.draw(random));
        }
        double[] best = candidates.get(candidates.size() - 1);
        boolean found = false;
        double least = Double.POSITIVE_INFINITY;
        for (double[] candidate : candidates) {
            double loss = model == null ? 0 : model.at(gaussian.standard(candidate));
            if (loss < least && !tried(candidate)) {
                found = true;
                least = loss;
                best = candidate;
            }
        }
        for (int k = 0; !found && k < MORE_DRAWS && encoding.dimension() > 0; k++) {
            double[] candidate = gaussian.draw(random);
            if (!tried(candidate)) {
                found = true;
                best = candidate;
            }
        }
        return best;
    }

    private boolean nearPending(double[] x) {
        double[] z = gaussian.standard(x);
        return pending.stream().anyMatch(trial -> {
            double[] other = gaussian.standard(gaussian.coordinates(trial));
            return IntStream.range(0, z.length).allMatch(i -> Math.abs(z[i] - other[i]) < 0.5);
        });
    }

    /** Whether some trial has these values. Not asked where choices are left to draw. */
    private boolean tried(double[] x) {
        if (encoding.choices().length > 0) {
            return false;
        }
        double[] internal = new double[x.length];
        Arrays.setAll(internal, axis -> encoding.internal(axis, x[axis]));
        return outcomes.stream().anyMatch(trial -> has(trial, internal))
                || pending.stream().anyMatch(trial -> has(trial, internal));
    }

    private boolean has(Outcome trial, double[] internal) {
        for (int axis = 0; axis < internal.length; axis++) {
            double value = trial.point()[encoding.parameter(axis)];
            if (value != internal[axis] && !Double.isNaN(value)) { // inactive ones make no difference
                return false;
            }
        }
        return true;
    }

    private @Nullable QuadraticModel model() {
        int n = encoding.dimension();
        if (n == 0) {
            return null;
        }
        Outcome[] ended = outcomes.toArray(Outcome[]::new);
        double[][] z = new double[ended.length][];
        double[] distance = new double[ended.length];
        for (int k = 0; k < z.length; k++) {
            z[k] = gaussian.standard(gaussian.coordinates(ended[k]));
            for (double x : z[k]) {
                distance[k] += x * x;
            }
        }
        int terms = Math.min(MOST_TERMS, QuadraticModel.allTerms(n));
        int[] nearest = IntStream.range(0, z.length)
                .boxed()
                .sorted(Comparator.comparingDouble(k -> distance[k]))
                .limit(terms * 3 / 2 + 2)
                .sorted(Comparator.comparing(k -> ended[k]))
                .mapToInt(k -> k)
                .toArray();
        if (nearest.length < n + 3) {
            return null;
        }
        double[][] points = new double[nearest.length][];
        double[] losses = new double[nearest.length];
        double[] weights = new double[nearest.length];
        Arrays.setAll(points, k -> z[nearest[k]]);
        Arrays.setAll(losses, k -> loss(ended[nearest[k]]));
        Arrays.setAll(weights, k -> 20 - 19.0 * k / nearest.length);
        return scale(losses) ? QuadraticModel.of(points, losses, weights) : null;
    }

    private static double loss(Outcome trial) {
        return trial.tier() == 0 ? trial.key() : Double.POSITIVE_INFINITY;
    }

    /** From 0 to 1, where trials without a loss have 1 too; false where all are equal. */
    private static boolean scale(double[] losses) {
        double[] finite = Arrays.stream(losses).filter(Double::isFinite).toArray();
        double least = Arrays.stream(finite).min().orElse(0);
        double span = Arrays.stream(finite).max().orElse(0) - least;
        if (finite.length == 0 || !(span < Double.POSITIVE_INFINITY) || span == 0 && finite.length == losses.length) {
            return false;
        }
        for (int k = 0; k < losses.length; k++) {
            losses[k] = !Double.isFinite(losses[k]) ? 1 : span > 0 ? (losses[k] - least) / span : 0;
        }
        return true;
    }
}
