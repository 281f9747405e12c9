package io.asktell.server.plots;

import io.asktell.api.plots.ContourPlot.ContourGrid;
import io.asktell.space.CategoricalDistribution;
import io.asktell.space.Distribution;
import io.asktell.space.UnitCube;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A smooth estimate of values over two parameters: values are averaged in the cells of a grid, and a cell's estimate is the mean of
 * the cells around it, weighted by their trials and a Gaussian kernel (Nadaraya-Watson). The kernel's width on the scale of the
 * parameters, each from 0 to 1, is Scott's (1992) for trials spread evenly, {@code 0.29 * n^(-1/6)}, but half a cell at least; what is
 * further away than twice that counts for nothing. Choices without an order are no neighbours.
 */
final class Surface {
    private static final int CELLS = 40;
    private static final int MOST_CHOICES = 100;

    private final Grid x;
    private final Grid y;
    private final double[] means;
    private final int[] counts;

    private Surface(Grid x, Grid y) {
        this.x = x;
        this.y = y;
        means = new double[x.cells * y.cells];
        counts = new int[means.length];
    }

    /** Null where a parameter has more than 100 choices. */
    static @Nullable ContourGrid of(AxisPair pair, Completed completed) {
        Grid x = Grid.of(pair.x().distribution(), completed.size());
        Grid y = Grid.of(pair.y().distribution(), completed.size());
        if (x.cells > MOST_CHOICES || y.cells > MOST_CHOICES) {
            return null;
        }
        var surface = new Surface(x, y);
        for (int n : completed.numbers()) {
            surface.add(x.cell(pair.x().internal(n)), y.cell(pair.y().internal(n)), completed.value(n));
        }
        return new ContourGrid(x.centers(), y.centers(), surface.estimates());
    }

    private void add(int column, int row, double value) {
        int cell = row * x.cells + column;
        counts[cell]++;
        means[cell] += (value - means[cell]) / counts[cell];
    }

    private List<List<@Nullable Double>> estimates() {
        List<List<@Nullable Double>> rows = new ArrayList<>();
        for (int row = 0; row < y.cells; row++) {
            List<@Nullable Double> estimates = new ArrayList<>();
            for (int column = 0; column < x.cells; column++) {
                double estimate = estimate(column, row);
                estimates.add(Double.isFinite(estimate) ? estimate : null);
            }
            rows.add(estimates);
        }
        return rows;
    }

    /** NaN where nothing is near. */
    private double estimate(int column, int row) {
        double sum = 0;
        double weights = 0;
        for (int r = Math.max(0, row - y.reach); r <= Math.min(y.cells - 1, row + y.reach); r++) {
            for (int c = Math.max(0, column - x.reach); c <= Math.min(x.cells - 1, column + x.reach); c++) {
                double distance = y.distance(r - row) + x.distance(c - column);
                int cell = r * x.cells + c;
                if (counts[cell] > 0 && distance <= 4) {
                    double weight = counts[cell] * Math.exp(-distance / 2);
                    sum += weight * means[cell];
                    weights += weight;
                }
            }
        }
        return sum / weights;
    }

    /**
     * One parameter in cells.
     *
     * @param reach how many cells away another still counts
     * @param width of the kernel, in cells
     */
    private record Grid(Distribution distribution, int cells, int reach, double width) {
        static Grid of(Distribution distribution, int trials) {
            boolean unordered = distribution instanceof CategoricalDistribution choices && !choices.ordered();
            long most = distribution instanceof CategoricalDistribution ? MOST_CHOICES + 1 : CELLS;
            int cells = (int) Math.min(most, distribution.cardinality());
            double width = Math.max(0.5, 0.29 * Math.pow(Math.max(1, trials), -1.0 / 6) * cells);
            return new Grid(distribution, cells, unordered ? 0 : (int) (2 * width), width);
        }

        int cell(double internal) {
            return (int) Math.min(cells - 1, UnitCube.coordinate(distribution, internal) * cells);
        }

        /** Squared, in kernel widths. */
        double distance(int away) {
            return away / width * (away / width);
        }

        List<Double> centers() {
            return IntStream.range(0, cells)
                    .mapToObj(i -> UnitCube.value(distribution, (i + 0.5) / cells))
                    .toList();
        }
    }
}
