package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.asktell.api.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What trials reported on their way; {@code total} is how many reported anything. */
public record IntermediatePlot(
        String version, int trials, int total, int shown, int objective, List<IntermediateCurve> curves) {
    /** A trial; {@code shown} of its {@code total} steps are there, the first and the last among them. */
    public record IntermediateCurve(
            int number, String state, @Nullable Score value, int total, int shown, List<IntermediatePoint> steps) {}

    /** A report; null is one that was no number. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record IntermediatePoint(int step, @Nullable Score value) {}
}
