package io.asktell.server.study;

import io.asktell.space.SearchSpace;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values somebody chose for some parameters, as a point that is NaN elsewhere. */
final class FixedParams {
    private FixedParams() {}

    static double[] point(SearchSpace space, Map<String, @Nullable Object> params, String field) {
        var errors = new FieldErrors();
        double[] point = new double[space.size()];
        Arrays.fill(point, Double.NaN);
        params.forEach((name, value) -> {
            var index = space.indexOf(name);
            if (index.isEmpty()) {
                errors.add(field + "." + name, "the search space has no parameter of this name");
                return;
            }
            try {
                point[index.get()] = space.distribution(index.get()).internal(value);
            } catch (IllegalArgumentException e) {
                errors.add(field + "." + name, String.valueOf(e.getMessage()));
            }
        });
        errors.throwIfAny();
        return point;
    }
}
