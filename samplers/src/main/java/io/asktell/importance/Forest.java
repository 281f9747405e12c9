package io.asktell.importance;

import io.asktell.numeric.Rng;
import java.util.Arrays;

/** Regression trees, each grown on trials drawn with repetition; coordinates are in [0, 1]. */
final class Forest {
    private final Tree[] trees;

    /** @param columns by parameter, the coordinate in each trial */
    Forest(double[][] columns, double[] values, FanovaOptions options) {
        int[][] ascending = new int[columns.length][];
        for (int d = 0; d < columns.length; d++) {
            ascending[d] = ascending(columns[d]);
        }
        trees = new Tree[options.trees()];
        int samples = Math.min(values.length, options.samples());
        for (int t = 0; t < trees.length; t++) {
            var random = Rng.of(options.seed(), t);
            int[] counts = new int[values.length];
            for (int s = 0; s < samples; s++) {
                counts[random.nextInt(values.length)]++;
            }
            trees[t] = new Tree(columns, ascending, values, counts);
        }
    }

    private static int[] ascending(double[] column) {
        long[] keys = new long[column.length]; // coordinates are not negative, so their bits order as they do
        for (int i = 0; i < keys.length; i++) {
            keys[i] = Double.doubleToLongBits(column[i]);
        }
        Integer[] order = new Integer[column.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** The variance over one parameter of the forest's mean over the others: exact, as trees are constant on boxes. */
    double marginalVariance(int parameter) {
        double[] edges = Arrays.stream(trees)
                .flatMapToDouble(tree -> Arrays.stream(tree.edges(parameter)))
                .sorted()
                .distinct()
                .toArray();
        double[] jumps = new double[edges.length]; // of the sum of the trees' marginals, at the left end of each piece
        for (Tree tree : trees) {
            tree.addMarginal(parameter, edges, jumps);
        }
        double mean = 0;
        double height = 0;
        double[] heights = new double[edges.length - 1];
        for (int e = 0; e < heights.length; e++) {
            height += jumps[e];
            heights[e] = height / trees.length;
            mean += heights[e] * (edges[e + 1] - edges[e]);
        }
        double variance = 0;
        for (int e = 0; e < heights.length; e++) {
            variance += (heights[e] - mean) * (heights[e] - mean) * (edges[e + 1] - edges[e]);
        }
        return variance;
    }
}
