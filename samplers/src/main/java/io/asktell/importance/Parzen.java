package io.asktell.importance;

import io.asktell.numeric.Normal;
import java.util.Arrays;

/** Counts on a grid of cells, smoothed by normal kernels whose width follows Scott's rule. */
final class Parzen {
    /** A kernel is so wide at least, in cells, that nine tenths of it lie in the cell of its centre. */
    private static final double NARROWEST = 0.5 / 1.64;

    private Parzen() {}

    /** Spreads each count over the cells by a normal distribution around its own, cut off at the ends; the sum stays. */
    static double[] smoothed(double[] counts, double[] coordinates) {
        int cells = counts.length;
        double width = Math.max(NARROWEST, bandwidth(coordinates) * cells);
        double[] smoothed = new double[cells];
        for (int centre = 0; centre < cells; centre++) {
            if (counts[centre] > 0) {
                double[] kernel = new double[cells];
                double below = Normal.cdf((-0.5 - centre) / width);
                for (int c = 0; c < cells; c++) {
                    double up = Normal.cdf((c + 0.5 - centre) / width);
                    kernel[c] = up - below;
                    below = up;
                }
                double inside = Arrays.stream(kernel).sum();
                for (int c = 0; c < cells; c++) {
                    smoothed[c] += counts[centre] * kernel[c] / inside;
                }
            }
        }
        return smoothed;
    }

    /** Scott's rule (1992), with the spread by quartiles where that is less: 1.059 times the spread over the fifth root of n. */
    private static double bandwidth(double[] values) {
        int n = values.length;
        double mean = Arrays.stream(values).average().orElseThrow();
        double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
        double[] ascending = values.clone();
        Arrays.sort(ascending);
        double quartiles = (ascending[Math.min(n - 1, n * 3 / 4)] - ascending[n / 4]) / 1.34;
        double spread = Math.min(quartiles, StrictMath.sqrt(squares / Math.max(1, n - 1)));
        return 1.059 * spread * StrictMath.pow(n, -0.2);
    }
}
