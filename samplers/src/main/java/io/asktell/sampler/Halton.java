package io.asktell.sampler;

import io.asktell.numeric.Rng;

/**
 * Halton's sequence: coordinate i is the index written in the i-th prime, mirrored at the point. Scrambled, the digits at each place
 * are permuted at random, which breaks the correlation of large primes.
 */
final class Halton implements LowDiscrepancy {
    private final int[] primes;
    private final int[][][] permutations; // by coordinate, place, digit

    Halton(int dimension, boolean scramble, long seed) {
        primes = firstPrimes(dimension);
        permutations = new int[dimension][][];
        for (int i = 0; i < dimension; i++) {
            permutations[i] = new int[places(primes[i])][];
            for (int place = 0; place < permutations[i].length; place++) {
                permutations[i][place] = permutation(primes[i], scramble, Rng.of(seed, i * 64L + place));
            }
        }
    }

    @Override
    public int dimension() {
        return primes.length;
    }

    /** Unscrambled, the first point would be a corner of the cube, and is left out. */
    @Override
    public double[] point(int index) {
        double[] point = new double[primes.length];
        for (int i = 0; i < point.length; i++) {
            long rest = index + 1L;
            double weight = 1;
            double x = 0;
            for (int[] permutation : permutations[i]) {
                weight /= primes[i];
                x += permutation[(int) (rest % primes[i])] * weight;
                rest /= primes[i];
            }
            point[i] = Math.min(x, 0x1.fffffffffffffp-1);
        }
        return point;
    }

    /** As many places as a double can tell apart, which are enough for any index too. */
    private static int places(int prime) {
        return (int) Math.ceil(53 / (StrictMath.log(prime) / StrictMath.log(2)));
    }

    private static int[] permutation(int size, boolean scramble, Rng random) {
        int[] permutation = new int[size];
        for (int i = 0; i < size; i++) {
            int j = scramble ? random.nextInt(i + 1) : i;
            permutation[i] = permutation[j];
            permutation[j] = i;
        }
        return permutation;
    }

    private static int[] firstPrimes(int count) {
        int[] primes = new int[count];
        int found = 0;
        for (int candidate = 2; found < count; candidate++) {
            boolean prime = true;
            for (int i = 0; i < found; i++) {
                prime &= candidate % primes[i] != 0;
            }
            if (prime) {
                primes[found++] = candidate;
            }
        }
        return primes;
    }
}
