package io.asktell.worker;

import io.asktell.api.LeaseResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A trial to evaluate, and how.
 *
 * @param lease the right to it; null if it has no end
 * @param leaseDuration how long the lease lasts from each renewal on
 * @param askedAt the monotonic time before it was asked for: the lease began no earlier, but after a long poll or an outage much
 *     later
 */
record Work(
        String studyName,
        int number,
        int attempt,
        Params params,
        @Nullable LeaseResponse lease,
        Duration leaseDuration,
        long askedAt,
        Evaluation evaluation) {
    /** The caller's code. */
    @FunctionalInterface
    interface Evaluation {
        TrialResult run(TrialContext trial) throws Exception;
    }
}
