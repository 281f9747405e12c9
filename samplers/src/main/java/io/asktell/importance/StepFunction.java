package io.asktell.importance;

import java.util.Arrays;

/**
 * A function that is constant between given edges, to which constants are added on stretches, and the integral of whose square is known
 * at any time. Adding takes the logarithm of the number of edges: it needs the integral over the stretch, which two Fenwick trees
 * hold as sums of jumps, and of jumps times their place.
 */
final class StepFunction {
    private final double[] edges;
    private final double[] jumps; // Fenwick trees, by edge
    private final double[] moments;
    private double squares;

    /** Is 0 everywhere. Edges ascend; every stretch begins and ends at one of them. */
    StepFunction(double[] edges) {
        this.edges = edges;
        jumps = new double[edges.length + 1];
        moments = new double[edges.length + 1];
    }

    double squares() {
        return squares;
    }

    void add(double low, double high, double height) {
        int from = Arrays.binarySearch(edges, low);
        int to = Arrays.binarySearch(edges, high);
        // (h + c)² is h² + 2 c h + c²
        squares += height * (2 * (integral(to) - integral(from)) + height * (high - low));
        jump(from, height);
        jump(to, -height);
    }

    private void jump(int edge, double height) {
        for (int i = edge + 1; i < jumps.length; i += i & -i) {
            jumps[i] += height;
            moments[i] += height * edges[edge];
        }
    }

    /** Over all that lies before the edge. */
    private double integral(int edge) {
        double height = 0;
        double moment = 0;
        for (int i = edge; i > 0; i -= i & -i) {
            height += jumps[i];
            moment += moments[i];
        }
        return height * edges[edge] - moment;
    }
}
