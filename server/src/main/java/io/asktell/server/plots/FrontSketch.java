package io.asktell.server.plots;

import io.asktell.pareto.Pareto;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The front of loss vectors that come one by one, thinned out when it grows: of twice {@code size} vectors the lonelier half stays.
 * So it costs little however many come, and all it holds has come.
 */
final class FrontSketch {
    private final int size;
    private List<double[]> members = new ArrayList<>();
    private boolean thinned;

    FrontSketch(int size) {
        this.size = size;
    }

    void add(double[] vector) {
        if (covers(vector)) {
            return;
        }
        members.removeIf(other -> Pareto.dominates(vector, other));
        members.add(vector);
        if (members.size() > 2 * size) {
            double[] distances = Pareto.crowding(vectors());
            members = new ArrayList<>(IntStream.range(0, members.size())
                    .boxed()
                    .sorted(Comparator.comparingDouble((Integer i) -> -distances[i]))
                    .limit(size)
                    .sorted()
                    .map(members::get)
                    .toList());
            thinned = true;
        }
    }

    /** Whether a member dominates the vector or is equal to it. */
    boolean covers(double[] vector) {
        for (double[] member : members) {
            if (!somewhereBetter(vector, member)) {
                return true;
            }
        }
        return false;
    }

    boolean dominates(double[] vector) {
        for (double[] member : members) {
            if (Pareto.dominates(member, vector)) {
                return true;
            }
        }
        return false;
    }

    boolean thinned() {
        return thinned;
    }

    double[][] vectors() {
        return members.toArray(double[][]::new);
    }

    private static boolean somewhereBetter(double[] a, double[] b) {
        for (int k = 0; k < a.length; k++) {
            if (a[k] < b[k]) {
                return true;
            }
        }
        return false;
    }
}
