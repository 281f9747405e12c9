package io.asktell.server.study;

import io.asktell.server.problem.ConflictException;
import io.asktell.server.problem.NotFoundException;
import io.asktell.study.TrialState;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A sign of life of a running trial: renews its lease, and may bring intermediate values. A trial whose lease ran out, but that
 * nobody took since, goes on as if its worker had been in time.
 */
public record Reporting(
        int number, Map<Integer, Double> reports, @Nullable UUID leaseToken, Caller caller, Alongside alongside)
        implements Command<Reporting.Verdict> {

    /** What a worker learns: its new lease, and whether to stop, as the pruner or the study says. */
    public record Verdict(
            boolean prune,
            boolean stop,
            @Nullable UUID leaseToken,
            @Nullable Instant leaseExpiresAt) {}

    @Override
    public Answer<Verdict> decide(Turn turn) {
        if (number < 0 || number >= turn.tally().nextNumber) {
            throw new NotFoundException(
                    "trial_not_found",
                    "The study has no trial " + number + "; it has " + turn.tally().nextNumber + " trials.");
        }
        LiveTrial trial = turn.live(number);
        if (trial == null) {
            throw new ConflictException(
                    "trial_finished",
                    "Trial " + number + " is finished (" + turn.history().state(number)
                            + "); nothing more is expected of it.");
        }
        caller.checkMayChange(number, trial.credential);
        if (trial.startedAt == null) {
            throw new ConflictException("trial_not_running", "Trial " + number + " is waiting; ask for it first.");
        }
        Leases.checkHeld(trial, leaseToken);
        alongside.write(turn.handle(), trial.studyId);
        if (trial.state == TrialState.WAITING) {
            trial.revive();
        }
        trial.renewLease(turn.now());
        turn.count(meters -> {
            meters.worked(trial.credential, trial.worker);
            meters.reports.increment(reports.isEmpty() ? "heartbeat" : "values");
        });
        var event = reports.isEmpty() ? null : StudyEvent.Type.TRIAL_REPORTED;
        if (event != null || trial.leaseSeconds != null) {
            turn.changed(trial, event, reports);
        }
        boolean prune = turn.definition().objectives() == 1
                && turn.history().reports(number).size() > 0
                && turn.definition()
                        .pruner()
                        .shouldPrune(turn.definition().directions().get(0), turn.history(), number);
        boolean stop = turn.tally().status.equals("stopped");
        return Answer.of(new Verdict(prune, stop, trial.leaseToken, trial.leaseExpiresAt));
    }
}
