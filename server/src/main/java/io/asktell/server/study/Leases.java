package io.asktell.server.study;

import io.asktell.server.problem.ConflictException;
import io.asktell.study.TrialState;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rules of leases: who holds one, and what happens when it runs out. */
final class Leases {
    private Leases() {}

    /** Trials whose lease ran out go back to the queue, or fail when their attempts are used up. */
    static void expireOverdue(Turn turn) {
        for (var trial : turn.live()) {
            if (!trial.overdue(turn.now())) {
                continue;
            }
            if (trial.attempt < turn.study().maxAttempts()) {
                trial.requeue();
                turn.count(meters -> meters.expiredLeases.increment("requeued"));
                turn.changed(trial, null);
            } else {
                trial.finish(TrialState.FAIL);
                trial.failReason = "lease_expired";
                turn.count(meters -> meters.expiredLeases.increment("failed"));
                turn.changed(trial, StudyEvent.Type.TRIAL_FINISHED);
            }
        }
    }

    /** Refuses a token that is not the trial's; no token is fine. */
    static void checkHeld(LiveTrial trial, @Nullable UUID token) {
        if (token != null && !token.equals(trial.leaseToken)) {
            throw new ConflictException(
                    "lease_lost",
                    "The lease of trial " + trial.number
                            + " ran out and another worker has the trial; drop the result.");
        }
    }
}
