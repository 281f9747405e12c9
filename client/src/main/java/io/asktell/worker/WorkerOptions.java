package io.asktell.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a worker works.
 *
 * @param name shown on trials
 * @param slots trials evaluated at the same time
 * @param lease how long the server waits for a sign of life before it gives the trial to somebody else; null for what the study
 *     says, which may be for ever. Claimed trials bring their own
 * @param pollInterval the wait when there is nothing to do right now
 * @param longPoll how long one claim may wait at the server
 * @param maxTrials after so many the worker ends; null for no end
 */
public record WorkerOptions(
        String name,
        int slots,
        @Nullable Duration lease,
        Duration pollInterval,
        Duration longPoll,
        @Nullable Integer maxTrials) {
    public WorkerOptions {
        if (slots < 1 || maxTrials != null && maxTrials < 1) {
            throw new IllegalArgumentException(
                    "slots >= 1 and maxTrials >= 1, but they are " + slots + " and " + maxTrials);
        }
        if (lease != null && lease.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("lease >= 1 s, but it is " + lease);
        }
        if (pollInterval.isNegative() || pollInterval.isZero() || longPoll.isNegative()) {
            throw new IllegalArgumentException(
                    "pollInterval > 0 and longPoll >= 0, but they are " + pollInterval + " and " + longPoll);
        }
    }

    /** One slot, a lease of a minute, named after the process. */
    public static WorkerOptions defaults() {
        return new WorkerOptions(
                "worker-" + ProcessHandle.current().pid(),
                1,
                Duration.ofSeconds(60),
                Duration.ofSeconds(2),
                Duration.ofSeconds(20),
                null);
    }

    public WorkerOptions withName(String other) {
        return new WorkerOptions(other, slots, lease, pollInterval, longPoll, maxTrials);
    }

    public WorkerOptions withSlots(int count) {
        return new WorkerOptions(name, count, lease, pollInterval, longPoll, maxTrials);
    }

    public WorkerOptions withLease(@Nullable Duration duration) {
        return new WorkerOptions(name, slots, duration, pollInterval, longPoll, maxTrials);
    }

    public WorkerOptions withPollInterval(Duration interval) {
        return new WorkerOptions(name, slots, lease, interval, longPoll, maxTrials);
    }

    public WorkerOptions withLongPoll(Duration duration) {
        return new WorkerOptions(name, slots, lease, pollInterval, duration, maxTrials);
    }

    public WorkerOptions withMaxTrials(@Nullable Integer count) {
        return new WorkerOptions(name, slots, lease, pollInterval, longPoll, count);
    }
}
