package io.asktell.worker;

import io.asktell.client.ApiException;
import io.asktell.client.AsktellClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Evaluates trials until there are no more or it is shut down. Each slot is a thread that asks, evaluates and tells in turn. When
 * the server is away, the worker tries again until it is back. A worker is started once.
 */
public final class Worker implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final String name;
    private final WorkerTime time;
    private final Lifecycle lifecycle;
    private final List<Slot> slots = new ArrayList<>();
    private final CountDownLatch ended;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private boolean started;

    Worker(WorkerOptions options, TrialCalls calls, WorkerTime time, Function<WorkerTime, WorkSource> source) {
        this.name = options.name();
        this.time = time;
        lifecycle = new Lifecycle(options.maxTrials());
        ended = new CountDownLatch(options.slots());
        var shared = source.apply(time);
        for (int i = 0; i < options.slots(); i++) {
            slots.add(new Slot(lifecycle, shared, calls, time, options.pollInterval()));
        }
    }

    /** Works on one study until it has nothing left. */
    public static Worker forStudy(AsktellClient client, String study, Objective objective, WorkerOptions options) {
        return new Worker(
                options,
                TrialCalls.of(client),
                new RealTime(options.name(), options.slots()),
                time -> new StudySource(client.study(study), objective, options, time));
    }

    /** Works on any job whose kind of work there is a handler for, until it is shut down. */
    public static Worker forAssignments(
            AsktellClient client, Map<String, AssignmentHandler> handlers, WorkerOptions options) {
        return new Worker(
                options,
                TrialCalls.of(client),
                new RealTime(options.name(), options.slots()),
                time -> new ClaimSource(client, Map.copyOf(handlers), options, time));
    }

    /** Starts to work; does nothing when that was done before, or after a shutdown. */
    public synchronized void start() {
        if (started || lifecycle.shuttingDown()) {
            return;
        }
        started = true;
        for (int i = 0; i < slots.size(); i++) {
            var slot = slots.get(i);
            new Thread(() -> work(slot), name + "-slot-" + (i + 1)).start();
        }
    }

    /** Takes no more trials, and finishes those it holds. Does not wait for it. */
    public synchronized void shutdown() {
        lifecycle.shutdown.countDown();
        if (!started) {
            slots.forEach(slot -> ended.countDown());
            time.close();
        }
    }

    /** Interrupts what is being evaluated; those trials fail, with that as the reason. Does not wait for it. */
    public void shutdownNow() {
        shutdown();
        lifecycle.shutdownNow.countDown();
        slots.forEach(Slot::interrupt);
    }

    /** Waits until all slots have ended; false if that takes longer. */
    public boolean awaitTermination(Duration timeout) throws InterruptedException {
        return ended.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
    }

    public boolean terminated() {
        return ended.getCount() == 0;
    }

    /** What ended the worker before its time, such as a key that does not hold; empty if nothing did. */
    public Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }

    /** Shuts down and waits; an interrupt meanwhile shuts down at once, and waits on. */
    @Override
    public void close() {
        shutdown();
        boolean interrupted = false;
        while (!terminated()) {
            try {
                ended.await();
            } catch (InterruptedException e) {
                interrupted = true;
                shutdownNow();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(Slot slot) {
        try {
            slot.run();
        } catch (ApiException e) { // the server will not have it
            log.error("{} stops, finishing what it holds: {}", name, e.getMessage());
            stopBecauseOf(e);
        } catch (Throwable e) {
            log.error("{} stops, finishing what it holds", name, e);
            stopBecauseOf(e);
        } finally {
            ended.countDown();
            if (terminated()) {
                time.close();
            }
        }
    }

    private void stopBecauseOf(Throwable e) {
        failure.compareAndSet(null, e);
        lifecycle.shutdown.countDown();
    }
}
