package io.asktell.sampler.tpe;

import io.asktell.numeric.Ascending;
import java.util.Arrays;

/**
 * A mixture's kernels by their coordinates on one axis, ties by trial; those without a coordinate left out. It is brought from one
 * mixture to the next by what differs: from ask to ask few trials come and go.
 */
final class Order {
    private final Column column;
    private int[] trials = new int[0];
    private double[] values = new double[0]; // the trials' coordinates
    private int[] kernels = new int[0];
    private double[] coordinates = new double[0];

    Order(Column column) {
        this.column = column;
    }

    /** How many kernels have a coordinate. */
    int size() {
        return kernels.length;
    }

    int kernel(int at) {
        return kernels[at];
    }

    double coordinate(int at) {
        return coordinates[at];
    }

    /** Goes over to the kernels of other trials, ascending by number. */
    void follow(int[] next) {
        double[] nextValues = new double[next.length];
        for (int kernel = 0; kernel < next.length; kernel++) {
            nextValues[kernel] = column.value(next[kernel]);
        }
        int[] later = new int[trials.length];
        int[] fresh = compare(next, nextValues, later);
        double[] ascending = new double[fresh.length];
        for (int k = 0; k < fresh.length; k++) {
            ascending[k] = nextValues[fresh[k]];
        }
        Arrays.sort(ascending);
        merge(later, sorted(fresh, nextValues, ascending), ascending);
        trials = next;
        values = nextValues;
    }

    /** Says of each kernel which one it will be, -1 for none, and returns those that are new. */
    private int[] compare(int[] next, double[] nextValues, int[] later) {
        int[] fresh = new int[next.length];
        int size = 0;
        int old = 0;
        for (int kernel = 0; kernel < next.length; kernel++) {
            while (old < trials.length && trials[old] < next[kernel]) {
                later[old++] = -1;
            }
            double value = nextValues[kernel];
            boolean same = false;
            if (old < trials.length && trials[old] == next[kernel]) {
                same = values[old] == value;
                later[old++] = same ? kernel : -1;
            }
            if (!same && !Double.isNaN(value)) {
                fresh[size++] = kernel;
            }
        }
        Arrays.fill(later, old, later.length, -1);
        return Arrays.copyOf(fresh, size);
    }

    /** Each kernel takes the next free place among its equals. */
    private static int[] sorted(int[] fresh, double[] nextValues, double[] ascending) {
        int[] sorted = new int[fresh.length];
        int[] taken = new int[fresh.length];
        for (int kernel : fresh) {
            int first = Ascending.firstFrom(ascending, nextValues[kernel]);
            sorted[first + taken[first]++] = kernel;
        }
        return sorted;
    }

    private void merge(int[] later, int[] fresh, double[] ascending) {
        int[] merged = new int[kernels.length + fresh.length];
        double[] mergedCoordinates = new double[merged.length];
        int size = 0;
        int at = 0;
        for (int old = 0; old < kernels.length; old++) {
            int kernel = later[kernels[old]];
            if (kernel < 0) {
                continue;
            }
            double coordinate = coordinates[old];
            while (at < fresh.length && before(ascending[at], fresh[at], coordinate, kernel)) {
                merged[size] = fresh[at];
                mergedCoordinates[size++] = ascending[at++];
            }
            merged[size] = kernel;
            mergedCoordinates[size++] = coordinate;
        }
        System.arraycopy(fresh, at, merged, size, fresh.length - at);
        System.arraycopy(ascending, at, mergedCoordinates, size, fresh.length - at);
        size += fresh.length - at;
        kernels = Arrays.copyOf(merged, size);
        coordinates = Arrays.copyOf(mergedCoordinates, size);
    }

    private static boolean before(double a, int kernelOfA, double b, int kernelOfB) {
        return a < b || a == b && kernelOfA < kernelOfB;
    }
}
