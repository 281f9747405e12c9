package io.asktell.api.plots;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.asktell.api.Score;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several objectives against each other.
 *
 * @param front trials that no other dominates, by the first objective, the best first
 * @param frontTotal how many those are
 * @param frontExact false where there were too many to compare all; then some of the front may be missing or dominated
 * @param dominated other complete trials, the best first
 * @param hypervolume null where it cannot be told: with infinite values only, or with more than 6 objectives
 */
public record ParetoPlot(
        String version,
        int trials,
        int total,
        int shown,
        List<String> directions,
        List<ParetoPoint> front,
        int frontTotal,
        boolean frontExact,
        List<ParetoPoint> dominated,
        @Nullable HypervolumeHistory hypervolume) {
    /** A complete trial. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record ParetoPoint(int number, List<Score> values, boolean feasible) {}

    /**
     * How the front grew.
     *
     * @param reference the worst value of each objective, and a tenth of its range beyond
     * @param exact false where large fronts were thinned out, so that the volume is a lower bound
     */
    public record HypervolumeHistory(List<Double> reference, boolean exact, List<HypervolumeStep> steps) {}

    /** The volume after the trial of this number. */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record HypervolumeStep(int number, double volume) {}
}
