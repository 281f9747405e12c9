package io.asktell.importance;

import java.util.Arrays;
import java.util.List;

/**
 * A regression tree grown to the end, or to {@link #MOST_DEEP} levels: leaves hold one value. Splits lie half-way between neighbours, and reduce the squared error most.
 *
 * <p>Kept twice: as nodes, to predict, and as the boxes of its leaves in the unit cube, to integrate.
 */
final class Tree {
    private static final int MOST_DEEP = 64;

    private final int parameters;
    private final int[] splits; // by node: the parameter it is split by, -1 for a leaf
    private final double[] thresholds; // by node: where; for a leaf, its mean
    private final int[] rights; // by node: what lies beyond the threshold; what does not is the node after it
    private final double[] means; // by leaf
    private final double[] lows; // by leaf and parameter
    private final double[] highs;
    private final double[] decreases; // by parameter: of the squared error, by its splits
    private int nodes;
    private int leaves;

    /**
     * @param ascending by parameter, the trials in order of their coordinates
     * @param counts by trial, how many times it was drawn
     */
    Tree(double[][] columns, int[][] ascending, double[] values, int[] counts) {
        parameters = columns.length;
        int drawn = (int) Arrays.stream(counts).filter(c -> c > 0).count();
        splits = new int[2 * drawn];
        thresholds = new double[2 * drawn];
        rights = new int[2 * drawn];
        means = new double[drawn];
        lows = new double[drawn * parameters];
        highs = new double[drawn * parameters];
        decreases = new double[parameters];
        var growth = new Growth(columns, ascending, values, counts, drawn);
        double[] low = new double[parameters];
        double[] high = new double[parameters];
        Arrays.fill(high, 1);
        growth.grow(0, drawn, low, high, 0);
    }

    double predict(double[][] columns, int trial) {
        int node = 0;
        while (splits[node] >= 0) {
            node = columns[splits[node]][trial] <= thresholds[node] ? node + 1 : rights[node];
        }
        return thresholds[node];
    }

    double[] edges(int parameter) {
        double[] edges = new double[2 * leaves];
        for (int leaf = 0; leaf < leaves; leaf++) {
            edges[2 * leaf] = lows[leaf * parameters + parameter];
            edges[2 * leaf + 1] = highs[leaf * parameters + parameter];
        }
        Arrays.sort(edges);
        return Arrays.stream(edges).distinct().toArray();
    }

    /** Adds this tree's mean over the other parameters, times a weight, as jumps at the edges. */
    void addMarginal(int parameter, double weight, double[] edges, double[] jumps) {
        for (int leaf = 0; leaf < leaves; leaf++) {
            double share = weight * means[leaf];
            for (int d = 0; d < parameters; d++) {
                if (d != parameter) {
                    share *= highs[leaf * parameters + d] - lows[leaf * parameters + d];
                }
            }
            jumps[Arrays.binarySearch(edges, lows[leaf * parameters + parameter])] += share;
            jumps[Arrays.binarySearch(edges, highs[leaf * parameters + parameter])] -= share;
        }
    }

    /** By how much splits along the parameter reduced the squared error of what was drawn. */
    double impurityDecrease(int parameter) {
        return decreases[parameter];
    }

    /** From {@code at} on along one parameter, the height is added to what lies from {@code low} to {@code high} along another. */
    record Strip(double at, double low, double high, double height) {}

    /** Adds this tree's mean over all but two parameters, times a weight, as strips that begin and end along the first. */
    void addStrips(int first, int second, double weight, List<Strip> strips) {
        for (int leaf = 0; leaf < leaves; leaf++) {
            double height = weight * means[leaf];
            int box = leaf * parameters;
            for (int d = 0; d < parameters; d++) {
                if (d != first && d != second) {
                    height *= highs[box + d] - lows[box + d];
                }
            }
            strips.add(new Strip(lows[box + first], lows[box + second], highs[box + second], height));
            strips.add(new Strip(highs[box + first], lows[box + second], highs[box + second], -height));
        }
    }

    private void addLeaf(double mean, double[] low, double[] high) {
        splits[nodes] = -1;
        thresholds[nodes++] = mean;
        means[leaves] = mean;
        System.arraycopy(low, 0, lows, leaves * parameters, parameters);
        System.arraycopy(high, 0, highs, leaves * parameters, parameters);
        leaves++;
    }

    /** What growing needs and a grown tree does not: for each parameter the trials of every node, side by side and sorted. */
    private final class Growth {
        private final double[][] columns;
        private final double[] values;
        private final int[] counts;
        private final int[][] sorted;
        private final int[] spare;
        private final boolean[] left;

        Growth(double[][] columns, int[][] ascending, double[] values, int[] counts, int drawn) {
            this.columns = columns;
            this.values = values;
            this.counts = counts;
            sorted = new int[parameters][];
            for (int d = 0; d < parameters; d++) {
                sorted[d] =
                        Arrays.stream(ascending[d]).filter(t -> counts[t] > 0).toArray();
            }
            spare = new int[drawn];
            left = new boolean[values.length];
        }

        /** Grows below the node of the trials from {@code from} to {@code to}; alters the box while it does, and restores it. */
        void grow(int from, int to, double[] low, double[] high, int depth) {
            double sum = 0;
            double weight = 0;
            double least = Double.POSITIVE_INFINITY;
            double most = Double.NEGATIVE_INFINITY;
            for (int i = from; i < to; i++) {
                int t = sorted[0][i];
                sum += counts[t] * values[t];
                weight += counts[t];
                least = Math.min(least, values[t]);
                most = Math.max(most, values[t]);
            }
            int parameter = -1;
            int end = -1; // where the right side begins
            double best = Double.NEGATIVE_INFINITY;
            for (int d = 0; least < most && depth < MOST_DEEP && d < parameters; d++) {
                double leftSum = 0;
                double leftWeight = 0;
                int[] order = sorted[d];
                double[] column = columns[d];
                for (int i = from; i < to - 1; i++) {
                    int t = order[i];
                    leftSum += counts[t] * values[t];
                    leftWeight += counts[t];
                    if (column[t] < column[order[i + 1]]) {
                        double rightSum = sum - leftSum;
                        double gain = leftSum * leftSum / leftWeight + rightSum * rightSum / (weight - leftWeight);
                        if (gain > best) {
                            best = gain;
                            parameter = d;
                            end = i + 1;
                        }
                    }
                }
            }
            if (parameter < 0) {
                addLeaf(sum / weight, low, high);
                return;
            }
            double before = columns[parameter][sorted[parameter][end - 1]];
            double after = columns[parameter][sorted[parameter][end]];
            double edge = before + (after - before) / 2;
            partition(parameter, from, end, to);
            decreases[parameter] += Math.max(0, best - sum * sum / weight);
            int node = nodes++;
            splits[node] = parameter;
            thresholds[node] = edge;
            double oldHigh = high[parameter];
            high[parameter] = edge;
            grow(from, end, low, high, depth + 1);
            high[parameter] = oldHigh;
            double oldLow = low[parameter];
            low[parameter] = edge;
            rights[node] = nodes;
            grow(end, to, low, high, depth + 1);
            low[parameter] = oldLow;
        }

        private void partition(int parameter, int from, int end, int to) {
            for (int i = from; i < to; i++) {
                left[sorted[parameter][i]] = i < end;
            }
            for (int d = 0; d < parameters; d++) {
                int[] order = sorted[d];
                int l = from;
                int r = 0;
                for (int i = from; i < to; i++) {
                    if (left[order[i]]) {
                        order[l++] = order[i];
                    } else {
                        spare[r++] = order[i];
                    }
                }
                System.arraycopy(spare, 0, order, l, r);
            }
        }
    }
}
