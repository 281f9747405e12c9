package io.asktell.sampler.tpe;

import io.asktell.space.CategoricalDistribution;
import io.asktell.space.Distribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.UnitCube;

/**
 * One parameter as a density sees it: an interval of coordinates, or unordered choices. On a log scale coordinates are logarithms;
 * countable values are numbered from 0, and each owns the coordinates that are nearest to it.
 *
 * @param choices how many unordered choices there are; 0 for an interval
 * @param discrete whether coordinates are whole numbers
 */
record Axis(Distribution distribution, int choices, double low, double high, boolean discrete) {
    static Axis of(Distribution distribution) {
        if (distribution instanceof CategoricalDistribution categorical && !categorical.ordered()) {
            int choices = categorical.choices().size();
            return new Axis(distribution, choices, 0, choices, true);
        }
        if (distribution instanceof FloatDistribution real && real.step() == 0) {
            return real.log()
                    ? new Axis(distribution, 0, StrictMath.log(real.low()), StrictMath.log(real.high()), false)
                    : new Axis(distribution, 0, real.low(), real.high(), false);
        }
        if (distribution instanceof IntDistribution whole && whole.log()) {
            return new Axis(
                    distribution, 0, StrictMath.log(whole.low() - 0.5), StrictMath.log(whole.high() + 0.5), false);
        }
        return new Axis(distribution, 0, -0.5, distribution.cardinality() - 0.5, true);
    }

    boolean categorical() {
        return choices > 0;
    }

    double range() {
        return high - low;
    }

    double middle() {
        return low + 0.5 * (high - low);
    }

    /** The coordinate of an internal form; NaN where there is none, or where it lies outside, as after a change of the limits. */
    double coordinate(double internal) {
        if (!distribution.contains(internal)) {
            return Double.NaN;
        }
        if (distribution instanceof FloatDistribution real) {
            if (real.step() > 0) {
                return StrictMath.rint((internal - real.low()) / real.step());
            }
            return real.log() ? StrictMath.log(internal) : internal;
        }
        if (distribution instanceof IntDistribution whole) {
            return whole.log() ? StrictMath.log(internal) : (internal - whole.low()) / whole.step();
        }
        return internal;
    }

    /** The internal form of the value that owns a coordinate. */
    double internal(double coordinate) {
        if (distribution instanceof FloatDistribution real && real.step() == 0) {
            double value = real.log() ? StrictMath.exp(coordinate) : coordinate;
            return Math.min(real.high(), Math.max(real.low(), value));
        }
        if (distribution instanceof IntDistribution whole && whole.log()) {
            return Math.min(
                    (double) whole.high(), Math.max((double) whole.low(), StrictMath.rint(StrictMath.exp(coordinate))));
        }
        long k = Math.round(coordinate);
        return UnitCube.countable(distribution, Math.min(distribution.cardinality() - 1, Math.max(0, k)));
    }
}
