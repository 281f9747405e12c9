package io.asktell.tooleval.target;

import java.time.Duration;
import java.time.Instant;

/** Time as a provider's calls need it. */
public interface Timing {
    /** A clock that only goes forward, for measuring. */
    long nanoTime();

    /** The time of day, for dates that providers send. */
    Instant now();

    /** Waits. */
    void sleep(Duration duration) throws InterruptedException;

    /** The machine's time. */
    static Timing system() {
        return new Timing() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public void sleep(Duration duration) throws InterruptedException {
                Thread.sleep(duration.toMillis(), duration.toNanosPart() % 1_000_000);
            }
        };
    }
}
