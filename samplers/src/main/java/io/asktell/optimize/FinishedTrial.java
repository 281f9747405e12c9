package io.asktell.optimize;

import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trial and what came of it.
 *
 * @param params name to value, in the order they were suggested
 * @param values one per direction; empty unless COMPLETE
 * @param violation the sum of its constraints above 0; NaN where it told none
 */
public record FinishedTrial(
        int number,
        TrialState state,
        Map<String, @Nullable Object> params,
        double[] values,
        double violation,
        Reports reports) {
    public FinishedTrial {
        params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
        values = values.clone();
    }

    /** The value of a COMPLETE trial of one objective. */
    public double value() {
        if (values.length != 1) {
            throw new IllegalStateException("a completed trial of one objective, but it is " + this);
        }
        return values[0];
    }

    @Override
    public double[] values() {
        return values.clone();
    }

    @Override
    public String toString() {
        return "trial " + number + ": " + state + " " + Arrays.toString(values) + " at " + params;
    }
}
