package io.asktell.optimize;

import io.asktell.space.Distribution;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All that a study knows of one trial. Guarded by the study. */
final class Entry {
    final int number;
    final Map<String, @Nullable Object> suggested; // when it was asked for
    final Map<String, @Nullable Object> params = new LinkedHashMap<>(); // taken
    final Map<String, Distribution> distributions = new LinkedHashMap<>(); // of those taken
    TrialState state = TrialState.RUNNING;
    Reports reports = Reports.NONE;
    double @Nullable [] values;
    double @Nullable [] constraints;
    long toldAs = Long.MAX_VALUE; // which tell of the study it was

    Entry(int number, Map<String, @Nullable Object> suggested) {
        this.number = number;
        this.suggested = suggested;
    }

    /** While it runs, what it was asked for with: what it takes later depends on how far it is. */
    Map<String, @Nullable Object> settled() {
        return state == TrialState.RUNNING ? suggested : params;
    }

    FinishedTrial finished() {
        double[] told = values == null ? new double[0] : values;
        var summary = new io.asktell.study.Trial(number, state, new double[0], values, constraints, reports);
        return new FinishedTrial(number, state, params, told, summary.violation(), reports);
    }
}
