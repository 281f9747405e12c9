package io.asktell.optimize;

import io.asktell.study.History;
import io.asktell.study.Reports;
import io.asktell.study.TrialState;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A history of which some trials are only seen to run, and those from {@code size} on not at all. It is how a running trial sees the
 * others, so that neither what it is suggested nor whether it is pruned depends on who was quicker.
 *
 * @param version of which there is one for each set of visible trials
 */
record Past(History all, int size, IntPredicate visible, long version) implements History {
    @Override
    public TrialState state(int number) {
        return visible.test(number) ? all.state(number) : TrialState.RUNNING;
    }

    @Override
    public double parameter(int number, int index) {
        return visible.test(number) ? all.parameter(number, index) : Double.NaN;
    }

    @Override
    public double value(int number, int objective) {
        return visible.test(number) ? all.value(number, objective) : Double.NaN;
    }

    @Override
    public double violation(int number) {
        return visible.test(number) ? all.violation(number) : Double.NaN;
    }

    @Override
    public double constraint(int number) {
        return visible.test(number) ? all.constraint(number) : Double.NaN;
    }

    @Override
    public Reports reports(int number) {
        return visible.test(number) ? all.reports(number) : Reports.NONE;
    }

    /** Cannot tell: each trial has a past of its own. */
    @Override
    public int @Nullable [] changedSince(long since) {
        return null;
    }
}
