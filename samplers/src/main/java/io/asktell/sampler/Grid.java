package io.asktell.sampler;

import io.asktell.space.Distribution;
import io.asktell.space.FloatDistribution;
import io.asktell.space.IntDistribution;
import io.asktell.space.SearchSpace;
import io.asktell.space.UnitCube;
import io.asktell.study.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cells of a grid, numbered without being made: a number in mixed radix, its digits the positions of the values. A parameter with
 * conditional ones below it is a digit whose values weigh as many cells as the parameters they activate have.
 */
final class Grid {
    /** Above so many values the table of weights of a parameter that others depend on would be a burden. */
    private static final int MOST_WITH_CHILDREN = 1_000_000;

    private final SearchSpace space;
    private final double[] @Nullable [] listed; // by parameter: the values to try, null for all there are
    private final int[] roots;
    private final int[][] children;
    private final long[] counts; // of the cells of a parameter and all below it
    private final long[] @Nullable [] starts; // by parameter with children: the first cell of each value, and the end

    Grid(SearchSpace space, GridOptions options) {
        this.space = space;
        int n = space.size();
        listed = new double[n][];
        options.values().forEach((name, values) -> list(name, values));
        roots = childrenOf(-1);
        children = new int[n][];
        counts = new long[n];
        starts = new long[n][];
        int[] order = space.order();
        for (int at = n - 1; at >= 0; at--) { // children before parents
            int i = order[at];
            children[i] = childrenOf(i);
            count(i);
        }
    }

    SearchSpace space() {
        return space;
    }

    long cells() {
        return product(roots);
    }

    double[] point(long cell) {
        double[] point = new double[space.size()];
        Arrays.fill(point, Double.NaN);
        write(cell, roots, point);
        return point;
    }

    /** The cell a trial lies in, or -1. */
    long cell(History history, int number) {
        double[] point = new double[space.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = history.parameter(number, i);
        }
        return read(roots, point);
    }

    private void list(String name, List<@Nullable Object> values) {
        int i = space.indexOf(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "grid values are for parameters, but there is none named " + name));
        if (values.isEmpty()) {
            throw new IllegalArgumentException("at least one grid value, but there is none for " + name);
        }
        double[] internal = new double[values.size()];
        for (int k = 0; k < internal.length; k++) {
            try {
                internal[k] = space.distribution(i).internal(values.get(k));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("a grid value of " + name + " is " + e.getMessage(), e);
            }
        }
        if (Arrays.stream(internal).distinct().count() < internal.length) {
            throw new IllegalArgumentException("grid values differ, but " + name + " has one twice: " + values);
        }
        listed[i] = internal;
    }

    private int[] childrenOf(int parent) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < space.size(); i++) {
            if (space.parent(i) == parent) {
                found.add(i);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    private void count(int i) {
        long values = values(i);
        if (children[i].length == 0) {
            counts[i] = values;
            return;
        }
        if (values > MOST_WITH_CHILDREN) {
            throw tooMany();
        }
        long[] starts = new long[(int) values + 1];
        double[] point = new double[space.size()];
        for (int k = 0; k < values; k++) {
            point[i] = value(i, k);
            try {
                starts[k + 1] = Math.addExact(starts[k], product(active(i, point)));
            } catch (ArithmeticException e) {
                throw tooMany();
            }
        }
        this.starts[i] = starts;
        counts[i] = starts[(int) values];
    }

    private long values(int i) {
        double[] tried = listed[i];
        long values = tried != null ? tried.length : space.distribution(i).cardinality();
        if (values == Long.MAX_VALUE) {
            throw new IllegalArgumentException("a grid needs countable values, but "
                    + space.parameter(i).name() + " has neither a step nor grid values");
        }
        return values;
    }

    private double value(int i, long k) {
        double[] tried = listed[i];
        return tried != null ? tried[(int) k] : UnitCube.countable(space.distribution(i), k);
    }

    private long position(int i, double internal) {
        double[] tried = listed[i];
        if (tried != null) {
            for (int k = 0; k < tried.length; k++) {
                if (tried[k] == internal) {
                    return k;
                }
            }
            return -1;
        }
        Distribution distribution = space.distribution(i);
        if (!distribution.contains(internal)) {
            return -1;
        }
        if (distribution instanceof FloatDistribution real) {
            return real.single() ? 0 : Math.round((internal - real.low()) / real.step());
        }
        if (distribution instanceof IntDistribution whole) {
            return ((long) internal - whole.low()) / whole.step();
        }
        return (long) internal;
    }

    private int[] active(int parent, double[] point) {
        return Arrays.stream(children[parent])
                .filter(child -> space.active(child, point))
                .toArray();
    }

    private long product(int[] parameters) {
        long product = 1;
        try {
            for (int i : parameters) {
                product = Math.multiplyExact(product, counts[i]);
            }
        } catch (ArithmeticException e) {
            throw tooMany();
        }
        return product;
    }

    private static IllegalArgumentException tooMany() {
        return new IllegalArgumentException("a grid of fewer than 2^63 cells, and of at most " + MOST_WITH_CHILDREN
                + " values of a parameter that others depend on, but this one has more");
    }

    private void write(long cell, int[] parameters, double[] point) {
        long rest = cell;
        for (int at = parameters.length - 1; at >= 0; at--) {
            int i = parameters[at];
            long digit = rest % counts[i];
            rest /= counts[i];
            long[] from = starts[i];
            if (from == null) {
                point[i] = value(i, digit);
            } else {
                int found = Arrays.binarySearch(from, digit);
                int k = found >= 0 ? found : -found - 2;
                point[i] = value(i, k);
                write(digit - from[k], active(i, point), point);
            }
        }
    }

    private long read(int[] parameters, double[] point) {
        long cell = 0;
        for (int i : parameters) {
            long digit = position(i, point[i]);
            long[] from = starts[i];
            if (digit >= 0 && from != null) {
                long below = read(active(i, point), point);
                digit = below < 0 ? -1 : from[(int) digit] + below;
            }
            if (digit < 0) {
                return -1;
            }
            cell = cell * counts[i] + digit;
        }
        return cell;
    }
}
