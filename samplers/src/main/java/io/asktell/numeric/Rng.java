package io.asktell.numeric;

import java.util.random.RandomGenerator;

/**
 * The generator xoshiro256++ (Blackman and Vigna 2021), seeded through SplitMix64. Unlike the defaults of {@link RandomGenerator},
 * what its methods make of the bits is fixed here, so a seed gives the same values on every JDK.
 */
public final class Rng implements RandomGenerator {
    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long s0;
    private long s1;
    private long s2;
    private long s3;

    private Rng(long seed) {
        long state = seed;
        s0 = mix(state += GOLDEN_GAMMA);
        s1 = mix(state += GOLDEN_GAMMA);
        s2 = mix(state += GOLDEN_GAMMA);
        s3 = mix(state + GOLDEN_GAMMA);
    }

    /** The stream of this number among those of the seed; streams of different numbers are unrelated. */
    public static Rng of(long seed, long number) {
        return new Rng(mix(mix(seed + GOLDEN_GAMMA) + number * GOLDEN_GAMMA));
    }

    /** A bijection in which every bit of the answer depends on every bit asked: the finaliser of SplitMix64. */
    public static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    @Override
    public long nextLong() {
        long answer = Long.rotateLeft(s0 + s3, 23) + s0;
        long t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = Long.rotateLeft(s3, 45);
        return answer;
    }

    /** Without bias, by rejection: on average fewer than two draws. */
    @Override
    public long nextLong(long bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound > 0, but bound=" + bound);
        }
        long mask = -1L >>> Long.numberOfLeadingZeros(bound - 1 | 1);
        long drawn = nextLong() & mask;
        while (drawn >= bound) {
            drawn = nextLong() & mask;
        }
        return drawn;
    }

    @Override
    public long nextLong(long origin, long bound) {
        if (origin >= bound || bound - origin <= 0) {
            throw new IllegalArgumentException("origin < bound, less than 2^63 apart, but " + origin + " and " + bound);
        }
        return origin + nextLong(bound - origin);
    }

    @Override
    public int nextInt() {
        return (int) (nextLong() >>> 32);
    }

    @Override
    public int nextInt(int bound) {
        return (int) nextLong(bound);
    }

    @Override
    public int nextInt(int origin, int bound) {
        return (int) nextLong(origin, bound);
    }

    @Override
    public boolean nextBoolean() {
        return nextLong() < 0;
    }

    /** A multiple of 2^-53 in [0, 1). */
    @Override
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1p-53;
    }

    @Override
    public double nextDouble(double bound) {
        return nextDouble(0, bound);
    }

    @Override
    public double nextDouble(double origin, double bound) {
        if (!(origin < bound && bound - origin < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("origin < bound, a finite distance, but " + origin + " and " + bound);
        }
        double drawn = origin + nextDouble() * (bound - origin);
        return drawn < bound ? drawn : StrictMath.nextDown(bound);
    }

    @Override
    public float nextFloat() {
        return (nextLong() >>> 40) * 0x1p-24f;
    }

    @Override
    public double nextGaussian() {
        return Normal.quantile((nextLong() >>> 11) * 0x1p-53 + 0x1p-54);
    }

    @Override
    public double nextGaussian(double mean, double deviation) {
        return mean + deviation * nextGaussian();
    }

    @Override
    public double nextExponential() {
        return -StrictMath.log1p(-nextDouble());
    }
}
