package io.asktell.tooleval.target;

import java.time.Duration;
import java.util.Optional;

/**
 * How often a call is tried, and how long it waits in between: exponential back-off with jitter, or as long as the provider asks.
 *
 * @param maxDelay bounds both, so a provider that asks for an hour is tried again after this
 */
public record RetryPolicy(int attempts, Duration firstDelay, Duration maxDelay) {
    public RetryPolicy {
        if (attempts < 1 || firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException("attempts >= 1, 0 <= firstDelay <= maxDelay, but " + attempts + ", "
                    + firstDelay + ", " + maxDelay);
        }
    }

    /** Five attempts, from half a second to half a minute. */
    public static RetryPolicy defaults() {
        return new RetryPolicy(5, Duration.ofMillis(500), Duration.ofSeconds(30));
    }

    /**
     * The wait after a failed attempt.
     *
     * @param attempt the one that failed, from 1
     * @param retryAfter what the provider asks for; a tenth of jitter is added, so that all who were told the same do not come at once
     * @param jitter in [0, 1)
     */
    Duration delay(int attempt, Optional<Duration> retryAfter, double jitter) {
        long longest = maxDelay.toNanos();
        if (retryAfter.isPresent()) {
            long asked = retryAfter.get().compareTo(maxDelay) >= 0
                    ? longest
                    : Math.max(0, retryAfter.get().toNanos());
            return Duration.ofNanos(Math.min(longest, asked + (long) (jitter * asked / 10)));
        }
        double ceiling = Math.min((double) longest, firstDelay.toNanos() * Math.pow(2, attempt - 1));
        return Duration.ofNanos((long) (ceiling / 2 + jitter * ceiling / 2));
    }
}
