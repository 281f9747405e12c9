package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Complete trials as lines over several parameters.
 *
 * @param rows the best first
 */
public record ParallelPlot(
        String version,
        int trials,
        int total,
        int shown,
        int objective,
        String direction,
        List<PlotAxis> axes,
        List<ParallelRow> rows) {
    /** A complete trial; {@code params} in the order of the axes, null where it does not have the parameter. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record ParallelRow(int number, double value, boolean feasible, List<@Nullable Double> params) {}
}
