package io.asktell.reference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateLimiterTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void acquire_overTheLimit_saysHowLongToWait() {
        var limiter = new RateLimiter(2);

        assertThat(limiter.acquire(0)).isZero();
        assertThat(limiter.acquire(10 * SECOND)).isZero();
        assertThat(limiter.acquire(20 * SECOND)).isEqualTo(40);
        assertThat(limiter.acquire(60 * SECOND - 1)).isEqualTo(1);
        assertThat(limiter.acquire(60 * SECOND)).isZero();
        assertThat(limiter.acquire(60 * SECOND)).isEqualTo(10);
    }

    @Test
    void acquire_withoutALimit_isAlwaysGranted() {
        var limiter = new RateLimiter(0);

        for (int i = 0; i < 1_000; i++) {
            assertThat(limiter.acquire(0)).isZero();
        }
    }

    @Test
    void acquire_whenTheClockIsNegative_counts() {
        var limiter = new RateLimiter(1);

        assertThat(limiter.acquire(-5 * SECOND)).isZero();
        assertThat(limiter.acquire(-4 * SECOND)).isEqualTo(59);
    }
}
