package io.asktell.worker;

import io.asktell.client.ApiException;
import io.asktell.client.CallInterruptedException;
import io.asktell.client.StudyExhaustedException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One of a worker's hands: asks only when it is free, and holds one trial at a time. */
final class Slot implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Slot.class);

    private final Lifecycle lifecycle;
    private final WorkSource source;
    private final TrialCalls calls;
    private final WorkerTime time;
    private final Duration pollInterval;
    private final Persistence asking;
    private final Persistence telling;
    private @Nullable HeldTrial held;
    private @Nullable Thread waiting;

    Slot(Lifecycle lifecycle, WorkSource source, TrialCalls calls, WorkerTime time, Duration pollInterval) {
        this.lifecycle = lifecycle;
        this.source = source;
        this.calls = calls;
        this.time = time;
        this.pollInterval = pollInterval;
        asking = new Persistence(time, () -> ThreadLocalRandom.current().nextDouble(), lifecycle.shutdown);
        telling = new Persistence(time, () -> ThreadLocalRandom.current().nextDouble(), lifecycle.shutdownNow);
    }

    /** Returns when the worker shuts down or there is nothing left to do; throws when asking was refused for good. */
    @Override
    public void run() {
        while (lifecycle.take()) {
            Optional<Work> work;
            try {
                work = ask();
            } catch (StudyExhaustedException e) {
                log.info("nothing left to ask for: {}", e.getMessage());
                return;
            }
            if (work.isPresent()) {
                hold(work.get());
            } else {
                lifecycle.giveBack();
            }
        }
    }

    /** Stops whatever is done right now. */
    synchronized void interrupt() {
        if (held != null) {
            held.stop("the worker was stopped");
        }
        if (waiting != null) {
            waiting.interrupt();
        }
    }

    private Optional<Work> ask() {
        synchronized (this) {
            waiting = Thread.currentThread();
        }
        try {
            long asked = time.nanoTime();
            var key = UUID.randomUUID().toString();
            var work = lifecycle.shuttingDownNow()
                    ? Optional.<Work>empty()
                    : asking.call("asking for a trial", () -> source.next(key), lifecycle::shuttingDown);
            if (work.isEmpty()) {
                // a long poll has waited already
                var rest = pollInterval.minusNanos(time.nanoTime() - asked);
                if (!rest.isNegative()) {
                    time.pause(rest, lifecycle.shutdown);
                }
            }
            return work;
        } catch (CallInterruptedException | InterruptedException e) {
            return Optional.empty();
        } catch (ApiException e) {
            if (e instanceof StudyExhaustedException || !lifecycle.shuttingDown()) {
                throw e;
            }
            return Optional.empty();
        } finally {
            synchronized (this) {
                waiting = null;
            }
            // meant for the wait, which is over
            Thread.interrupted();
        }
    }

    private void hold(Work work) {
        try (var trial = new HeldTrial(work, calls, telling, time)) {
            synchronized (this) {
                held = trial;
            }
            if (lifecycle.shuttingDownNow()) {
                trial.stop("the worker was stopped");
            }
            Settlement.of(trial, calls).tell(telling, lifecycle::shuttingDownNow);
        } finally {
            synchronized (this) {
                held = null;
            }
        }
    }
}
