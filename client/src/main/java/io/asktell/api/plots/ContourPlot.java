package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An objective over two parameters.
 *
 * @param grid an estimate from all {@code total} trials; null when an axis has too many choices
 */
public record ContourPlot(
        String version,
        int trials,
        int total,
        int shown,
        int objective,
        String direction,
        PlotAxis x,
        PlotAxis y,
        List<ContourPoint> points,
        @Nullable ContourGrid grid) {
    /** A complete trial that has both parameters. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record ContourPoint(double x, double y, double value, int number, boolean feasible) {}

    /**
     * Smoothed values.
     *
     * @param x where the columns are, ascending; {@code y} where the rows are
     * @param values a row for each {@code y} with a value for each {@code x}, null where no trial is near
     */
    public record ContourGrid(List<Double> x, List<Double> y, List<List<@Nullable Double>> values) {}
}
