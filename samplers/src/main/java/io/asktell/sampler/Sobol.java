package io.asktell.sampler;

import io.asktell.numeric.Rng;
import org.apache.commons.math3.random.SobolSequenceGenerator;

/**
 * Sobol's sequence with the direction numbers of Joe and Kuo (2008), scrambled as Owen (1995) proposed: each binary digit of a
 * coordinate is flipped or not by a hash of the digits above it, so stretches of 2^k points stay as even as they were.
 */
final class Sobol implements LowDiscrepancy {
    private static final int BITS = 52; // of commons-math's points

    private final int dimension;
    private final boolean scramble;
    private final long seed;
    private final SobolSequenceGenerator generator;

    Sobol(int dimension, boolean scramble, long seed) {
        this.dimension = dimension;
        this.scramble = scramble;
        this.seed = seed;
        generator = new SobolSequenceGenerator(dimension);
    }

    @Override
    public int dimension() {
        return dimension;
    }

    /** Unscrambled, the first point would be a corner of the cube, and is left out. */
    @Override
    public double[] point(int index) {
        double[] point = generator.skipTo(scramble ? index : Math.addExact(index, 1));
        if (scramble) {
            for (int i = 0; i < dimension; i++) {
                point[i] = scrambled((long) (point[i] * (1L << BITS)), Rng.mix(seed ^ Rng.mix(i + 1L)));
            }
        }
        return point;
    }

    private static double scrambled(long digits, long key) {
        long flips = 0;
        for (int bit = BITS - 1; bit >= 0; bit--) {
            long above = digits >>> bit >>> 1;
            long hash = Rng.mix(key + (above << 6) * 0x9e3779b97f4a7c15L + bit);
            flips |= (hash & 1) << bit;
        }
        return ((digits ^ flips) + 0.5) * 0x1p-52;
    }
}
