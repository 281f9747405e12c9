package io.asktell.server.study;

import io.asktell.server.store.TrialRow;
import io.asktell.space.SearchSpace;
import io.asktell.study.History;
import io.asktell.study.Reports;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A trial with what it reported, and the space that gives its point names. */
public record TrialView(String study, TrialRow row, Reports reports, SearchSpace space) {
    /** Name to value, without inactive parameters and those not chosen yet. */
    public Map<String, @Nullable Object> params() {
        return params(space, row.point());
    }

    static Map<String, @Nullable Object> params(SearchSpace space, History history, int number) {
        double[] point = new double[space.size()];
        for (int i = 0; i < point.length; i++) {
            point[i] = history.parameter(number, i);
        }
        return params(space, point);
    }

    static Map<String, @Nullable Object> params(SearchSpace space, double[] point) {
        Map<String, @Nullable Object> params = new LinkedHashMap<>();
        for (int i = 0; i < point.length; i++) {
            if (!Double.isNaN(point[i])) {
                params.put(space.parameter(i).name(), space.distribution(i).external(point[i]));
            }
        }
        return params;
    }
}
