package io.asktell.pareto;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Dominance between loss vectors, and what follows from it. A vector dominates another if it is nowhere worse and somewhere better;
 * equal vectors do not dominate each other. NaN counts as the worst loss there is.
 */
public final class Pareto {
    private Pareto() {}

    public static boolean dominates(double[] a, double[] b) {
        boolean better = false;
        for (int k = 0; k < a.length; k++) {
            int order = Double.compare(a[k] + 0.0, b[k] + 0.0); // + 0.0: no negative zero; compare: NaN is last
            if (order > 0) {
                return false;
            }
            better |= order < 0;
        }
        return better;
    }

    /** The positions of the vectors that no other dominates, ascending. */
    public static int[] front(double[][] losses) {
        if (losses.length > 0 && losses[0].length == 2) {
            return frontOfTwo(losses);
        }
        int[] ranks = ranks(losses, 1);
        return IntStream.range(0, losses.length).filter(i -> ranks[i] == 0).toArray();
    }

    /** With two objectives: a vector is on the front if it has the best second loss for its first, better than for any lesser first. */
    private static int[] frontOfTwo(double[][] losses) {
        double[] firsts = new double[losses.length];
        Arrays.setAll(firsts, i -> losses[i][0] + 0.0);
        Arrays.sort(firsts);
        int distinct = 0;
        for (double first : firsts) {
            if (distinct == 0 || Double.compare(first, firsts[distinct - 1]) != 0) {
                firsts[distinct++] = first;
            }
        }
        int[] place = new int[losses.length];
        double[] seconds = new double[distinct]; // the best for each first
        Arrays.fill(seconds, Double.NaN);
        for (int i = 0; i < place.length; i++) {
            place[i] = Arrays.binarySearch(firsts, 0, distinct, losses[i][0] + 0.0);
            seconds[place[i]] = lesser(seconds[place[i]], losses[i][1]);
        }
        boolean[] better = new boolean[distinct]; // than all before
        double least = Double.NaN;
        for (int p = 0; p < distinct; p++) {
            better[p] = p == 0 || Double.compare(seconds[p], least) < 0;
            least = lesser(least, seconds[p]);
        }
        return IntStream.range(0, place.length)
                .filter(i -> better[place[i]] && Double.compare(losses[i][1] + 0.0, seconds[place[i]]) == 0)
                .toArray();
    }

    /** The other one where one is NaN; no negative zero. */
    private static double lesser(double a, double b) {
        return (Double.compare(a, b) < 0 ? a : b) + 0.0;
    }

    /** The front each vector belongs to: 0 for those none dominates, 1 for those only front 0 does, and so on. */
    public static int[] ranks(double[][] losses) {
        return ranks(losses, losses.length);
    }

    /**
     * As {@link #ranks(double[][])}, but stops with the front that completes {@code enough} vectors; those behind it get {@code
     * Integer.MAX_VALUE}.
     *
     * <p>Vectors are met in lexicographic order, so none is dominated by a later one, and go to the first front that has no vector
     * dominating them, found by bisection (Zhang et al. 2015, "ENS-BS"). With two objectives it is enough to look at the last vector
     * of a front, which makes it O(n log n).
     */
    public static int[] ranks(double[][] losses, int enough) {
        int n = losses.length;
        int[] ranks = new int[n];
        List<Front> fronts = new ArrayList<>();
        int limit = Integer.MAX_VALUE; // how many fronts are surely enough
        int held = 0;
        double[] previous = new double[0];
        int rank = 0;
        for (int i : lexicographic(losses)) {
            if (!same(losses[i], previous)) {
                rank = place(losses[i], fronts);
                previous = losses[i];
            }
            ranks[i] = rank < limit ? rank : Integer.MAX_VALUE;
            if (rank >= limit) {
                continue;
            }
            if (rank == fronts.size()) {
                fronts.add(new Front());
            }
            fronts.get(rank).add(losses[i]);
            held++;
            while (fronts.size() > 1 && held - fronts.get(fronts.size() - 1).size >= enough) {
                limit = fronts.size() - 1;
                held -= fronts.remove(limit).size;
            }
        }
        for (int i = 0; i < n; i++) {
            ranks[i] = ranks[i] < limit ? ranks[i] : Integer.MAX_VALUE;
        }
        return ranks;
    }

    /** How lonely each vector of a front is: the sum over objectives of the gap between its neighbours; infinite at the ends. */
    public static double[] crowding(double[][] front) {
        double[] distances = new double[front.length];
        if (front.length == 0) {
            return distances;
        }
        for (int k = 0; k < front[0].length; k++) {
            int objective = k;
            Integer[] order = positions(front.length);
            Arrays.sort(order, (a, b) -> Double.compare(front[a][objective], front[b][objective]));
            double low = front[order[0]][k];
            double high = front[order[order.length - 1]][k];
            distances[order[0]] = Double.POSITIVE_INFINITY;
            distances[order[order.length - 1]] = Double.POSITIVE_INFINITY;
            if (!(high > low)) {
                continue;
            }
            for (int i = 1; i < order.length - 1; i++) {
                double gap = (front[order[i + 1]][k] - front[order[i - 1]][k]) / (high - low);
                distances[order[i]] += Double.isNaN(gap) ? 0 : gap; // between infinities
            }
        }
        return distances;
    }

    private static Integer[] positions(int n) {
        Integer[] positions = new Integer[n];
        Arrays.setAll(positions, i -> i);
        return positions;
    }

    private static Integer[] lexicographic(double[][] losses) {
        Integer[] order = positions(losses.length);
        Arrays.sort(order, (a, b) -> {
            for (int k = 0; k < losses[a].length; k++) {
                int byLoss = Double.compare(losses[a][k] + 0.0, losses[b][k] + 0.0);
                if (byLoss != 0) {
                    return byLoss;
                }
            }
            return Integer.compare(a, b);
        });
        return order;
    }

    private static boolean same(double[] a, double[] b) {
        if (a.length != b.length) {
            return false;
        }
        for (int k = 0; k < a.length; k++) {
            if (Double.compare(a[k] + 0.0, b[k] + 0.0) != 0) {
                return false;
            }
        }
        return true;
    }

    private static int place(double[] losses, List<Front> fronts) {
        int low = 0;
        int high = fronts.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (fronts.get(middle).dominates(losses)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Vectors none of which dominates another, in lexicographic order. */
    private static final class Front {
        private double[][] members = new double[4][];
        private int size;

        void add(double[] losses) {
            if (size == members.length) {
                members = Arrays.copyOf(members, size * 2);
            }
            members[size++] = losses;
        }

        boolean dominates(double[] losses) {
            if (losses.length <= 2) { // the first losses ascend, so the last ones descend
                return Pareto.dominates(members[size - 1], losses);
            }
            for (int i = size - 1; i >= 0; i--) { // the latest are the likeliest
                if (Pareto.dominates(members[i], losses)) {
                    return true;
                }
            }
            return false;
        }
    }
}
