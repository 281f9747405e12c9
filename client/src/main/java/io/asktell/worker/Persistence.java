package io.asktell.worker;

import io.asktell.client.ApiException;
import io.asktell.client.CallInterruptedException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Repeats a call through an outage of the server, for as long as it takes. The client's own retries come before. */
final class Persistence {
    private static final Logger log = LoggerFactory.getLogger(Persistence.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final WorkerTime time;
    private final DoubleSupplier random;
    private final CountDownLatch wakeUp;

    /**
     * {@code random} gives numbers in {@code [0, 1)}. Once the latch is down, waits are over at once; callers then also say that it
     * is enough.
     */
    Persistence(WorkerTime time, DoubleSupplier random, CountDownLatch wakeUp) {
        this.time = time;
        this.random = random;
        this.wakeUp = wakeUp;
    }

    /** Gives up, with the last failure, when the call was refused for good or {@code enough} says so. */
    <T> T call(String what, Supplier<T> call, BooleanSupplier enough) {
        for (int failures = 0; ; failures++) {
            try {
                return call.get();
            } catch (ApiException e) {
                if (!outage(e) || enough.getAsBoolean()) {
                    throw e;
                }
                var delay = delay(failures, e);
                log.warn("{} failed, trying again in {} s: {}", what, delay.toMillis() / 1000.0, e.getMessage());
                try {
                    time.pause(delay, wakeUp);
                } catch (InterruptedException interrupt) {
                    Thread.currentThread().interrupt();
                    var interrupted = new CallInterruptedException(interrupt);
                    interrupted.addSuppressed(e);
                    throw interrupted;
                }
            }
        }
    }

    private Duration delay(int failures, ApiException e) {
        double doubled = Math.scalb((double) FIRST.toNanos(), Math.min(failures, 30));
        double backoff = Math.min(doubled, (double) LONGEST.toNanos()) * (0.5 + 0.5 * random.getAsDouble());
        var own = Duration.ofNanos((long) backoff);
        return e.retryAfter().filter(asked -> asked.compareTo(own) > 0).orElse(own);
    }

    /** Whether the server, or what lies before it, is to blame rather than the call. */
    private static boolean outage(ApiException e) {
        return !(e instanceof CallInterruptedException) && (e.retryable() || e.status() >= 500 || e.status() == 0);
    }
}
