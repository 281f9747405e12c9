package io.asktell.pareto;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The volume that a set of loss vectors dominates, up to a reference point. Exact: the recursion of WFG (While et al. 2012), with
 * vectors ordered by their last loss so that each step is one dimension lower, down to a sweep in two.
 */
public final class Hypervolume {
    private Hypervolume() {}

    /** Vectors that do not lie strictly below the reference point in every coordinate count for nothing, NaN included. */
    public static double of(double[][] losses, double[] reference) {
        double[][] inside = Arrays.stream(losses)
                .filter(vector -> inside(vector, reference))
                .toArray(double[][]::new);
        return volume(inside, reference, reference.length);
    }

    /** The volume of the first vector alone, of the first two, and so on: how a study's front grew, trial by trial. */
    public static double[] history(double[][] losses, double[] reference) {
        double[] volumes = new double[losses.length];
        double[][] front = new double[0][];
        double volume = 0;
        for (int n = 0; n < losses.length; n++) {
            double[] vector = losses[n];
            double gain = contribution(vector, front, reference);
            if (gain > 0) {
                front = Stream.concat(
                                Arrays.stream(front).filter(other -> !Pareto.dominates(vector, other)),
                                Stream.of(vector))
                        .toArray(double[][]::new);
            }
            volume += gain;
            volumes[n] = volume;
        }
        return volumes;
    }

    /** What adding a vector to a set adds to the set's volume. */
    public static double contribution(double[] vector, double[][] others, double[] reference) {
        if (!inside(vector, reference)) {
            return 0;
        }
        double box = 1;
        for (int k = 0; k < vector.length; k++) {
            box *= reference[k] - vector[k];
        }
        double[][] shared = new double[others.length][];
        for (int i = 0; i < others.length; i++) {
            shared[i] = worseOfBoth(vector, others[i], vector.length);
        }
        return Math.max(0, box - of(shared, reference));
    }

    private static boolean inside(double[] vector, double[] reference) {
        for (int k = 0; k < vector.length; k++) {
            if (!(vector[k] < reference[k])) {
                return false;
            }
        }
        return true;
    }

    private static double[] worseOfBoth(double[] a, double[] b, int dimension) {
        double[] worse = new double[dimension];
        for (int k = 0; k < dimension; k++) {
            worse[k] = Math.max(a[k], b[k]);
        }
        return worse;
    }

    /** Only the first {@code dimension} coordinates count. */
    private static double volume(double[][] vectors, double[] reference, int dimension) {
        if (vectors.length == 0) {
            return 0;
        }
        if (dimension == 1) {
            return reference[0]
                    - Arrays.stream(vectors).mapToDouble(v -> v[0]).min().orElseThrow();
        }
        if (dimension == 2) {
            return area(vectors, reference);
        }
        int last = dimension - 1;
        double[][] worstFirst = vectors.clone();
        Arrays.sort(worstFirst, Comparator.comparingDouble((double[] v) -> -v[last]));
        double total = 0;
        for (int i = 0; i < worstFirst.length; i++) {
            double[] vector = worstFirst[i];
            double box = 1;
            for (int k = 0; k < last; k++) {
                box *= reference[k] - vector[k];
            }
            double[][] shared = new double[worstFirst.length - i - 1][];
            for (int j = 0; j < shared.length; j++) { // none is worse in the last coordinate
                shared[j] = worseOfBoth(vector, worstFirst[i + 1 + j], last);
            }
            double own = box - volume(last == 2 ? shared : nondominated(shared), reference, last);
            total += own * (reference[last] - vector[last]);
        }
        return total;
    }

    private static double[][] nondominated(double[][] vectors) {
        return Arrays.stream(Pareto.front(vectors)).mapToObj(i -> vectors[i]).toArray(double[][]::new);
    }

    private static double area(double[][] vectors, double[] reference) {
        double[][] sorted = vectors.clone();
        Arrays.sort(sorted, Comparator.comparingDouble((double[] v) -> v[0]));
        double area = 0;
        double height = reference[1];
        for (double[] vector : sorted) {
            if (vector[1] < height) {
                area += (reference[0] - vector[0]) * (height - vector[1]);
                height = vector[1];
            }
        }
        return area;
    }
}
