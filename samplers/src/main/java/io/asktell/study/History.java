package io.asktell.study;

import org.jspecify.annotations.Nullable;

/**
 * Every trial of a study, running and waiting ones too, by number. Columns rather than objects, because samplers read it on every
 * ask; and it tells what changed, because samplers keep fitted state between asks.
 *
 * <p>A view may be live: it does not change during a call that receives it, but does between calls.
 */
public interface History {
    int size();

    TrialState state(int number);

    /** The internal form of a parameter; NaN where inactive or not chosen yet. */
    double parameter(int number, int index);

    /** An objective's value; NaN while there is none. */
    double value(int number, int objective);

    /** Sum of constraint violations; 0 when feasible, NaN when no constraints were told. */
    double violation(int number);

    /** The greatest constraint: above 0 when violated, below by what is left; NaN when no constraints were told. */
    double constraint(int number);

    Reports reports(int number);

    /** Grows with every change; the same for two calls only if nothing changed between. */
    long version();

    /**
     * The numbers of trials that were added or altered after {@code version}, ascending and without repeats; null when it cannot
     * tell that far back, and everything must be read again.
     */
    int @Nullable [] changedSince(long version);
}
