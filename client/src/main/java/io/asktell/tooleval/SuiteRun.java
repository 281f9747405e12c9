package io.asktell.tooleval;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What a run of a suite came to. Score, pass rate and latency are over the cases that were answered: a provider's error says nothing
 * about the model. Too many errors make {@link #failure} instead, so that a few lucky answers are no score either.
 *
 * @param cases in the order of the steps; fewer than planned if the run was stopped or failed
 * @param planned calls a full run makes
 * @param stopped whether the listener ended it
 * @param failure why the run has no score, if it has none
 */
public record SuiteRun(List<CaseRun> cases, int planned, boolean stopped, Optional<String> failure) {
    public SuiteRun {
        cases = List.copyOf(cases);
    }

    public int total() {
        return cases.size();
    }

    public int passed() {
        return (int) cases.stream().filter(run -> run.score().passed()).count();
    }

    public int errors() {
        return (int) cases.stream().filter(run -> !answered(run)).count();
    }

    /** The mean of the graded scores, weighted by case; empty if nothing was answered. */
    public OptionalDouble score() {
        return mean(run -> run.score().score(), CaseRun::weight);
    }

    /** The share of answers that pass; empty if nothing was answered. */
    public OptionalDouble passRate() {
        return mean(run -> run.score().passed() ? 1 : 0, run -> 1);
    }

    /** Empty if nothing was answered. */
    public OptionalDouble meanLatencyMs() {
        return mean(run -> run.response().latencyMs(), run -> 1);
    }

    /** All tokens, those of answers that do not pass too. */
    public Usage usage() {
        return cases.stream().map(run -> run.response().usage()).reduce(Usage.NONE, Usage::plus);
    }

    private OptionalDouble mean(ToDoubleFunction<CaseRun> value, ToDoubleFunction<CaseRun> weight) {
        double sum = 0;
        double weights = 0;
        for (var run : cases) {
            if (answered(run)) {
                sum += weight.applyAsDouble(run) * value.applyAsDouble(run);
                weights += weight.applyAsDouble(run);
            }
        }
        return weights > 0 ? OptionalDouble.of(sum / weights) : OptionalDouble.empty();
    }

    private static boolean answered(CaseRun run) {
        return run.score().outcome() != Outcome.PROVIDER_ERROR;
    }
}
