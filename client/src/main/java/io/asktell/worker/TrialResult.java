package io.asktell.worker;

import io.asktell.api.CaseResult;
import io.asktell.api.Scores;
import java.util.List;

/**
 * The outcome of a completed evaluation.
 *
 * @param cases results that no report has carried yet
 */
public record TrialResult(Scores values, List<CaseResult> cases) {
    public TrialResult {
        cases = List.copyOf(cases);
    }

    public static TrialResult of(double... values) {
        return new TrialResult(Scores.of(values), List.of());
    }

    public TrialResult withCases(List<CaseResult> results) {
        return new TrialResult(values, results);
    }
}
