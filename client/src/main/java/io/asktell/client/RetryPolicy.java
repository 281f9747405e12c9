package io.asktell.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** How long to wait before the next attempt: exponential, with jitter so that many clients do not come back at once. */
final class RetryPolicy {
    private final ClientOptions options;
    private final DoubleSupplier random;

    /** {@code random} gives numbers in {@code [0, 1)}. */
    RetryPolicy(ClientOptions options, DoubleSupplier random) {
        this.options = options;
        this.random = random;
    }

    /**
     * Empty: give up. The wait is between half and all of the backoff; if the server named a time, that time and up to the first
     * backoff more.
     *
     * @param failures how many attempts failed so far, at least 1
     */
    Optional<Duration> delay(int failures, @Nullable Duration retryAfter) {
        if (failures > options.maxRetries()) {
            return Optional.empty();
        }
        if (retryAfter != null) {
            return retryAfter.compareTo(options.longestRetryAfter()) > 0
                    ? Optional.empty()
                    : Optional.of(retryAfter.plus(scaled(options.firstBackoff(), random.getAsDouble())));
        }
        double doubled = Math.scalb((double) options.firstBackoff().toNanos(), Math.min(failures - 1, 62));
        double backoff = Math.min(doubled, (double) options.maxBackoff().toNanos());
        return Optional.of(Duration.ofNanos((long) (backoff * (0.5 + 0.5 * random.getAsDouble()))));
    }

    private static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
