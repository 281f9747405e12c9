package io.asktell.server.study;

import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.InvalidException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.server.store.TrialStore;
import io.asktell.study.TrialState;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The tell: ends a trial. The decision table:
 *
 * <pre>
 * trial        | same outcome as told before | lease token       | answer
 * not there    |                             |                   | 404 trial_not_found
 * finished     | yes                         |                   | the trial, unchanged
 * finished     | no                          |                   | 409 trial_finished
 * never asked  |                             |                   | 409 trial_not_running
 * open         |                             | another one       | 409 lease_lost
 * open         |                             | the lease's, none | ended; also when the lease ran out and nobody took the trial
 * </pre>
 *
 * @param state COMPLETE, PRUNED or FAIL
 * @param values one per objective when COMPLETE
 * @param attrs a JSON object of verbatim JSON texts, added to those the trial has
 */
public record Telling(
        int number,
        TrialState state,
        double @Nullable [] values,
        Map<Integer, Double> reports,
        String attrs,
        double @Nullable [] constraints,
        @Nullable String failReason,
        @Nullable UUID leaseToken,
        Caller caller,
        Alongside alongside)
        implements Command<TrialView> {

    @Override
    public Answer<TrialView> decide(Turn turn) {
        if (number < 0 || number >= turn.tally().nextNumber) {
            throw new NotFoundException(
                    "trial_not_found",
                    "The study has no trial " + number + "; it has " + turn.tally().nextNumber + " trials.");
        }
        if (values != null && values.length != turn.definition().objectives()) {
            throw new InvalidException(
                    "values",
                    "one per objective, which are " + turn.definition().objectives() + ", but there are "
                            + values.length);
        }
        LiveTrial trial = turn.live(number);
        if (trial == null) {
            return repeated(turn);
        }
        caller.checkMayChange(number, trial.credential);
        if (trial.startedAt == null) {
            throw new ConflictException(
                    "trial_not_running", "Trial " + number + " is waiting; ask for it before telling it.");
        }
        Leases.checkHeld(trial, leaseToken);
        trial.values = values;
        if (constraints != null) {
            trial.constraints = constraints;
        }
        trial.failReason = failReason;
        trial.addedAttrs = Attributes.merge(trial.addedAttrs, attrs);
        trial.finish(state);
        turn.count(meters -> meters.tells.increment(state.name().toLowerCase(Locale.ROOT)));
        alongside.write(turn.handle(), trial.studyId);
        turn.changed(trial, StudyEvent.Type.TRIAL_FINISHED, state == TrialState.PRUNED ? projected(turn) : reports);
        return view(turn);
    }

    /** The trial's reports with the last one, which samplers learn from, as the pruner would have it. */
    private Map<Integer, Double> projected(Turn turn) {
        if (reports.isEmpty() || turn.definition().objectives() > 1) {
            return reports;
        }
        var value = turn.definition()
                .pruner()
                .projected(turn.definition().directions().get(0), turn.history(), number);
        if (value.isEmpty()) {
            return reports;
        }
        Map<Integer, Double> projected = new HashMap<>(reports);
        projected.put(Collections.max(reports.keySet()), value.getAsDouble());
        return projected;
    }

    private Answer<TrialView> repeated(Turn turn) {
        var history = turn.history();
        boolean same = history.state(number) == state;
        for (int k = 0; same && values != null && k < values.length; k++) {
            same = history.value(number, k) == values[k];
        }
        if (!same) {
            throw new ConflictException(
                    "trial_finished",
                    "Trial " + number + " is finished (" + history.state(number)
                            + (history.state(number) == TrialState.COMPLETE ? ", " + Arrays.toString(told(turn)) : "")
                            + ") and cannot be told something else.");
        }
        if (caller.claimedOnly()) {
            var row = turn.handle().attach(TrialStore.class).find(turn.study().id(), number);
            caller.checkMayChange(number, row.map(r -> r.credential()).orElse(null));
        }
        return view(turn);
    }

    private double[] told(Turn turn) {
        double[] told = new double[turn.definition().objectives()];
        for (int k = 0; k < told.length; k++) {
            told[k] = turn.history().value(number, k);
        }
        return told;
    }

    private Answer<TrialView> view(Turn turn) {
        var reported = turn.history().reports(number);
        return Answer.from(number, row -> new TrialView(turn.study().name(), row, reported, turn.space()));
    }
}
