package io.asktell.numeric;

/** Sums over arrays in an order of their own, which lets a processor work on several terms at once and is the same everywhere. */
public final class Vectors {
    private Vectors() {}

    /** The inner product of the first {@code length} elements. */
    public static double dot(double[] a, double[] b, int length) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < length; i++) {
            s0 += a[i] * b[i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Adds {@code factor} times the first {@code length} elements of {@code b} to those of {@code a}. */
    public static void add(double[] a, double factor, double[] b, int length) {
        for (int i = 0; i < length; i++) {
            a[i] += factor * b[i];
        }
    }
}
