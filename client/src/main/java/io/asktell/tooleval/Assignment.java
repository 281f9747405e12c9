package io.asktell.tooleval;

import java.util.Arrays;

/** Pairs rows with columns so that the sum of the weights is greatest: the assignment problem. */
final class Assignment {
    /** Marks a row without a column. */
    static final int NONE = -1;

    private Assignment() {}

    /**
     * Returns, for each row, its column or {@link #NONE}; as many pairs as rows or columns, whichever are fewer. Hungarian method with
     * potentials (Kuhn 1955, in the shortest-path form of Jonker and Volgenant 1987), O(n²m) with n the fewer.
     */
    static int[] best(double[][] weights, int columns) {
        int rows = weights.length;
        var columnOf = new int[rows];
        Arrays.fill(columnOf, NONE);
        if (rows == 0 || columns == 0) {
            return columnOf;
        }
        if (rows <= columns) {
            return solve(weights, rows, columns, false);
        }
        var rowOf = solve(weights, columns, rows, true);
        for (int column = 0; column < columns; column++) {
            columnOf[rowOf[column]] = column;
        }
        return columnOf;
    }

    private static int[] solve(double[][] weights, int rows, int columns, boolean transposed) {
        // one-based; index 0 is the virtual start of each augmenting path
        var rowPotential = new double[rows + 1];
        var columnPotential = new double[columns + 1];
        var rowOf = new int[columns + 1];
        var previous = new int[columns + 1];
        for (int row = 1; row <= rows; row++) {
            var slack = new double[columns + 1];
            Arrays.fill(slack, Double.POSITIVE_INFINITY);
            var done = new boolean[columns + 1];
            rowOf[0] = row;
            int column = 0;
            while (rowOf[column] != 0) {
                done[column] = true;
                int current = rowOf[column];
                int next = 0;
                double least = Double.POSITIVE_INFINITY;
                for (int j = 1; j <= columns; j++) {
                    if (done[j]) {
                        continue;
                    }
                    double weight = transposed ? weights[j - 1][current - 1] : weights[current - 1][j - 1];
                    double reduced = -weight - rowPotential[current] - columnPotential[j];
                    if (reduced < slack[j]) {
                        slack[j] = reduced;
                        previous[j] = column;
                    }
                    if (slack[j] < least) {
                        least = slack[j];
                        next = j;
                    }
                }
                for (int j = 0; j <= columns; j++) {
                    if (done[j]) {
                        rowPotential[rowOf[j]] += least;
                        columnPotential[j] -= least;
                    } else {
                        slack[j] -= least;
                    }
                }
                column = next;
            }
            while (column != 0) {
                rowOf[column] = rowOf[previous[column]];
                column = previous[column];
            }
        }
        var columnOf = new int[rows];
        for (int j = 1; j <= columns; j++) {
            if (rowOf[j] != 0) {
                columnOf[rowOf[j] - 1] = j - 1;
            }
        }
        return columnOf;
    }
}
