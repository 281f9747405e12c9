package io.asktell.client;

import java.time.Duration;
import java.time.Instant;

/** Time as the client needs it; tests have one of their own. */
interface Pauses {
    /** Real time. */
    Pauses REAL = new Pauses() {
        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration.toMillis());
        }

        @Override
        public Instant now() {
            return Instant.now();
        }
    };

    void sleep(Duration duration) throws InterruptedException;

    /** Wall time, for a {@code Retry-After} that is a date. */
    Instant now();
}
