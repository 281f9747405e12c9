package io.asktell.study;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One evaluation of one set of parameters, as algorithms see it.
 *
 * @param point internal forms, one per parameter of the study's space; NaN where inactive, or not chosen yet (WAITING)
 * @param values one per objective, null unless COMPLETE (a PRUNED trial has none either: read its reports); ±Infinity is legal
 * @param constraints greater than 0 means violated; null where none were told
 * @param reports intermediate values by step, which may be ±Infinity or NaN
 */
public record Trial(
        int number,
        TrialState state,
        double[] point,
        double @Nullable [] values,
        double @Nullable [] constraints,
        Reports reports) {
    public Trial {
        if (number < 0) {
            throw new IllegalArgumentException("number >= 0, but number=" + number);
        }
    }

    public Trial withReports(Reports others) {
        return new Trial(number, state, point, values, constraints, others);
    }

    /** Sum of the violated constraints' excess: 0 when feasible, NaN when no constraints were told. */
    public double violation() {
        if (constraints == null) {
            return Double.NaN;
        }
        double sum = 0;
        for (double c : constraints) {
            sum += Math.max(0, c);
        }
        return sum;
    }

    /** The greatest constraint; NaN when none were told, or one of them is. */
    public double constraint() {
        return constraints == null
                ? Double.NaN
                : Arrays.stream(constraints).reduce(Double.NEGATIVE_INFINITY, Math::max);
    }
}
