package io.asktell.sampler.gp;

import io.asktell.space.CategoricalDistribution;
import io.asktell.space.Distribution;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;

/**
 * Points of a space as the model sees them: a number on [0, 1] for whatever has an order, the index for an unordered choice, NaN for
 * what is inactive.
 */
final class Encoding {
    private static final double ASIDE = 0.75; // squared

    private final SearchSpace space;
    private final boolean[] unordered;

    Encoding(SearchSpace space) {
        this.space = space;
        unordered = new boolean[space.size()];
        for (int i = 0; i < unordered.length; i++) {
            unordered[i] = space.distribution(i) instanceof CategoricalDistribution choices && !choices.ordered();
        }
    }

    SearchSpace space() {
        return space;
    }

    int size() {
        return unordered.length;
    }

    boolean unordered(int i) {
        return unordered[i];
    }

    /** Whether the parameter has a value for every number on [0, 1]. */
    boolean continuous(int i) {
        return space.distribution(i).cardinality() == Long.MAX_VALUE;
    }

    /** NaN also for a value that lies outside, as after a change of the limits. */
    double coordinate(int i, double internal) {
        if (!space.distribution(i).contains(internal)) {
            return Double.NaN;
        }
        return unordered[i] ? internal : UnitCube.coordinate(space.distribution(i), internal);
    }

    double[] coordinates(double[] point) {
        double[] coordinates = new double[point.length];
        for (int i = 0; i < point.length; i++) {
            coordinates[i] = coordinate(i, point[i]);
        }
        return coordinates;
    }

    double internal(int i, double coordinate) {
        return unordered[i] ? coordinate : UnitCube.value(space.distribution(i), coordinate);
    }

    /** The nearest number on [0, 1] that stands for a value. */
    double rounded(int i, double coordinate) {
        return continuous(i) ? coordinate : coordinate(i, internal(i, coordinate));
    }

    /** A value somewhere in the {@code u}-th part of the range. */
    double drawn(int i, double u) {
        Distribution distribution = space.distribution(i);
        return coordinate(i, UnitCube.value(distribution, u));
    }

    /**
     * How far apart two points are in one parameter, squared. An inactive one lies aside of the middle, at most as far from any value
     * as can be: so distances are those of a plane, without which covariances may be none.
     */
    double distance(int i, double a, double b) {
        if (Double.isNaN(a) && Double.isNaN(b)) {
            return 0;
        }
        if (unordered[i]) {
            return a == b ? 0 : 1;
        }
        double difference = difference(a, b);
        return difference * difference + (Double.isNaN(a) || Double.isNaN(b) ? ASIDE : 0);
    }

    /** How far along the axis of an ordered parameter. */
    static double difference(double a, double b) {
        return (Double.isNaN(a) ? 0.5 : a) - (Double.isNaN(b) ? 0.5 : b);
    }
}
