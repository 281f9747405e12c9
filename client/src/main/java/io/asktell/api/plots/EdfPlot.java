package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.asktell.api.Score;
import java.util.List;

/** Empirical distributions of an objective's values, of one study or several. */
public record EdfPlot(String version, int trials, int total, int shown, int objective, List<EdfCurve> curves) {
    /** A study's complete trials, infeasible ones too; {@code shown} of its {@code total} different steps are there. */
    public record EdfCurve(String study, String direction, int trials, int total, int shown, List<EdfStep> steps) {}

    /** The share of trials whose value is this or less; exact. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record EdfStep(Score value, double share) {}
}
