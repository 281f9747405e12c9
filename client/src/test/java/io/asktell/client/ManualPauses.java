package io.asktell.client;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Waits without waiting, and remembers how long. */
final class ManualPauses implements Pauses {
    final List<Duration> slept = new CopyOnWriteArrayList<>();
    volatile Instant now = Instant.parse("2026-11-21T09:00:00Z");

    @Override
    public void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        slept.add(duration);
        now = now.plus(duration);
    }

    @Override
    public Instant now() {
        return now;
    }
}
