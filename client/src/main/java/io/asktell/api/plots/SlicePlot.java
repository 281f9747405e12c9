package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/** An objective over one parameter. */
public record SlicePlot(
        String version,
        int trials,
        int total,
        int shown,
        int objective,
        String direction,
        PlotAxis axis,
        List<SlicePoint> points) {
    /** A complete trial that has the parameter; {@code x} in its own unit, or the index of the choice. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record SlicePoint(double x, double value, int number, boolean feasible) {}
}
