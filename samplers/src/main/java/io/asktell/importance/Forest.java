package io.asktell.importance;

import io.asktell.numeric.Rng;
import io.asktell.space.Distribution;
import io.asktell.space.UnitCube;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Regression trees, each grown on trials drawn with repetition; coordinates are in [0, 1].
 *
 * <p>A forest flattens what it learns, weak parameters more than strong ones. So the second half of the trees learns what the first
 * half got wrong on trials it had not drawn (one-step boosting, Ghosal and Hooker 2020), and counts as far as that helps.
 */
final class Forest {
    private final double[][] columns;
    private final int[][] ascending;
    private final FanovaOptions options;
    private final Tree[] trees;
    private final double[] weights; // by tree

    /** Learns from trials; the parameters are those that vary in them, in order. */
    static Forest of(Observed observed, FanovaOptions options) {
        int[] varied = observed.varied();
        int[] numbers = observed.numbers();
        double[][] columns = new double[varied.length][numbers.length];
        for (int d = 0; d < varied.length; d++) {
            Distribution distribution = observed.space().distribution(varied[d]);
            var random = Rng.of(options.seed(), -1L - varied[d]);
            for (int t = 0; t < numbers.length; t++) {
                double internal = observed.history().parameter(numbers[t], varied[d]);
                double u = random.nextDouble();
                if (!distribution.contains(internal)) { // inactive, or outside today's limits
                    internal = UnitCube.value(distribution, u);
                }
                columns[d][t] = UnitCube.coordinate(distribution, internal);
            }
        }
        return new Forest(columns, scaled(observed.values()), options);
    }

    /** Around 0 and not beyond ±1, so that squares neither overflow nor lose what differs. */
    private static double[] scaled(double[] values) {
        double greatest = greatest(values);
        double[] scaled =
                Arrays.stream(values).map(v -> greatest > 0 ? v / greatest : v).toArray();
        double mean = Arrays.stream(scaled).average().orElseThrow();
        double[] centred = Arrays.stream(scaled).map(v -> v - mean).toArray();
        double spread = greatest(centred);
        return spread > 0 ? Arrays.stream(centred).map(v -> v / spread).toArray() : centred;
    }

    private static double greatest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    /** @param columns by parameter, the coordinate in each trial */
    Forest(double[][] columns, double[] values, FanovaOptions options) {
        this.columns = columns;
        this.options = options;
        ascending = Arrays.stream(columns).map(Forest::ascending).toArray(int[][]::new);
        trees = new Tree[options.trees()];
        weights = new double[options.trees()];
        int half = (options.trees() + 1) / 2;
        double[] learned = grow(0, half, values);
        Arrays.fill(weights, 0, half, 1.0 / half);
        if (half < trees.length) {
            double[] missed = IntStream.range(0, values.length)
                    .mapToDouble(i -> values[i] - learned[i])
                    .toArray();
            double[] improvement = grow(half, trees.length, missed);
            Arrays.fill(weights, half, trees.length, slope(improvement, missed) / (trees.length - half));
        }
    }

    /** Grows trees, and returns what they say of each trial that they did not draw, on average; 0 where all drew it. */
    private double[] grow(int from, int to, double[] values) {
        double[] sums = new double[values.length];
        int[] said = new int[values.length];
        int samples = Math.min(values.length, options.samples());
        for (int t = from; t < to; t++) {
            var random = Rng.of(options.seed(), t);
            int[] counts = new int[values.length];
            for (int s = 0; s < samples; s++) {
                counts[random.nextInt(values.length)]++;
            }
            trees[t] = new Tree(columns, ascending, values, counts);
            for (int i = 0; i < values.length; i++) {
                if (counts[i] == 0) {
                    sums[i] += trees[t].predict(columns, i);
                    said[i]++;
                }
            }
        }
        return IntStream.range(0, values.length)
                .mapToDouble(i -> said[i] > 0 ? sums[i] / said[i] : 0)
                .toArray();
    }

    /** By what the first should be multiplied to come closest to the second, between 0 and 1. */
    private static double slope(double[] x, double[] y) {
        double meanX = Arrays.stream(x).average().orElseThrow();
        double meanY = Arrays.stream(y).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        for (int i = 0; i < x.length; i++) {
            xy += (x[i] - meanX) * (y[i] - meanY);
            xx += (x[i] - meanX) * (x[i] - meanX);
        }
        return xx > 0 ? Math.min(1, Math.max(0, xy / xx)) : 0;
    }

    private static int[] ascending(double[] column) {
        return IntStream.range(0, column.length)
                .boxed()
                .sorted((a, b) -> Double.compare(column[a], column[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The variance over one parameter of the forest's mean over the others: exact, as trees are constant on boxes. */
    double marginalVariance(int parameter) {
        double[] edges = edges(parameter);
        double[] jumps = new double[edges.length]; // of the marginal, at the left end of each piece
        for (int t = 0; t < trees.length; t++) {
            trees[t].addMarginal(parameter, weights[t], edges, jumps);
        }
        double mean = 0;
        double height = 0;
        double[] heights = new double[edges.length - 1];
        for (int e = 0; e < heights.length; e++) {
            height += jumps[e];
            heights[e] = height;
            mean += height * (edges[e + 1] - edges[e]);
        }
        double variance = 0;
        for (int e = 0; e < heights.length; e++) {
            variance += (heights[e] - mean) * (heights[e] - mean) * (edges[e + 1] - edges[e]);
        }
        return variance;
    }

    /** Where a tree's value may change along a parameter, 0 and 1 included. */
    private double[] edges(int parameter) {
        return Arrays.stream(trees)
                .flatMapToDouble(tree -> Arrays.stream(tree.edges(parameter)))
                .sorted()
                .distinct()
                .toArray();
    }

    /**
     * The variance over two parameters of the forest's mean over the others, exact. A line sweeps along the first parameter; on it lies
     * the marginal of the second, which changes at the leaves' edges and whose squares are kept up to date.
     */
    double marginalVariance(int first, int second) {
        var strips = new ArrayList<Tree.Strip>();
        for (int t = 0; t < trees.length; t++) {
            trees[t].addStrips(first, second, weights[t], strips);
        }
        double mean = 0;
        for (Tree.Strip strip : strips) {
            if (strip.at() < 1) { // at 1 all of them end
                mean += strip.height() * (strip.high() - strip.low()) * (1 - strip.at());
            }
        }
        strips.sort(Comparator.comparingDouble(Tree.Strip::at));
        var line = new StepFunction(edges(second));
        line.add(0, 1, -mean);
        double variance = 0;
        double from = 0;
        for (Tree.Strip strip : strips) {
            variance += line.squares() * (strip.at() - from);
            from = strip.at();
            line.add(strip.low(), strip.high(), strip.height());
        }
        return variance;
    }

    /** The variance of the forest over the whole space, from random points. */
    double variance() {
        int points = 8192;
        double[][] anywhere = new double[columns.length][points];
        var random = Rng.of(options.seed(), Long.MIN_VALUE);
        for (double[] column : anywhere) {
            Arrays.setAll(column, i -> random.nextDouble());
        }
        double[] values = new double[points];
        for (int t = 0; t < trees.length; t++) {
            for (int i = 0; i < points; i++) {
                values[i] += weights[t] * trees[t].predict(anywhere, i);
            }
        }
        double mean = Arrays.stream(values).average().orElseThrow();
        return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / points;
    }

    /** By how much splits along a parameter reduce the squared error, over all trees as far as they count. */
    double impurityDecrease(int parameter) {
        double sum = 0;
        for (int t = 0; t < trees.length; t++) {
            sum += weights[t] * trees[t].impurityDecrease(parameter);
        }
        return sum;
    }
}
