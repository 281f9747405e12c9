package io.asktell.reference;

import java.util.ArrayDeque;

/** Grants so many requests in any minute. */
final class RateLimiter {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final int perMinute;
    private final ArrayDeque<Long> granted = new ArrayDeque<>();

    /** 0 grants everything. */
    RateLimiter(int perMinute) {
        this.perMinute = perMinute;
    }

    /** 0 when granted, else how many seconds to wait. */
    synchronized long acquire(long nowNanos) {
        if (perMinute == 0) {
            return 0;
        }
        while (!granted.isEmpty() && nowNanos - granted.getFirst() >= MINUTE_NANOS) {
            granted.removeFirst();
        }
        if (granted.size() < perMinute) {
            granted.addLast(nowNanos);
            return 0;
        }
        long wait = MINUTE_NANOS - (nowNanos - granted.getFirst());
        return Math.max(1, (wait + 999_999_999L) / 1_000_000_000L);
    }
}
