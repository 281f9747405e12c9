package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/** Where among all the trials of two parameters are. */
public record RankPlot(
        String version,
        int trials,
        int total,
        int shown,
        int objective,
        String direction,
        PlotAxis x,
        PlotAxis y,
        List<RankPoint> points) {
    /** A complete trial that has both parameters; {@code rank} from 0 for the best of them to 1 for the worst, ties in the middle. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record RankPoint(double x, double y, double rank, double value, int number, boolean feasible) {}
}
