package io.asktell.tooleval.target;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that passes only by sleeping, which takes none. */
final class FakeTiming implements Timing {
    static final Instant START = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Duration> sleeps = new CopyOnWriteArrayList<>();
    private long nanos;

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        nanos += duration.toNanos();
    }

    List<Duration> sleeps() {
        return sleeps;
    }
}
