package io.asktell.api.plots;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter as an axis.
 *
 * @param type {@code float}, {@code int} or {@code categorical}
 * @param scale {@code linear}, {@code log} or {@code reverse_log}
 * @param low of the search space, as {@code high}; 0 and the last index for a categorical one
 * @param choices of a categorical parameter, whose values in a plot are indexes into them
 */
public record PlotAxis(
        String name,
        String type,
        String scale,
        double low,
        double high,
        @Nullable List<@Nullable Object> choices) {}
