package io.asktell.server.auth;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket of permits per caller, filled evenly: {@code perMinute} at once, then one each {@code 60 / perMinute} seconds. Lives in this
 * process, so a key has its limit on every replica. Forgets callers it has not seen for long, whose buckets are full by then.
 */
public final class RateLimits {
    private static final int REMEMBERED = 10_000;

    /**
     * What is left after a request.
     *
     * @param resetSeconds until the bucket is full again
     * @param retrySeconds until the next permit; 0 when this request got one
     */
    public record Verdict(boolean allowed, int limit, int remaining, long resetSeconds, long retrySeconds) {}

    private record Bucket(double permits, long at) {}

    private final Clock clock;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > REMEMBERED;
        }
    };

    public RateLimits(Clock clock) {
        this.clock = clock;
    }

    /** Takes a permit if there is one. */
    public synchronized Verdict take(String caller, int perMinute) {
        var now = clock.millis();
        var permits = permits(caller, perMinute, now);
        var allowed = permits >= 1;
        var left = allowed ? permits - 1 : permits;
        buckets.put(caller, new Bucket(left, now));
        var perSecond = perMinute / 60.0;
        return new Verdict(
                allowed,
                perMinute,
                (int) left,
                (long) Math.ceil((perMinute - left) / perSecond),
                allowed ? 0 : Math.max(1, (long) Math.ceil((1 - left) / perSecond)));
    }

    private double permits(String caller, int perMinute, long now) {
        var bucket = buckets.get(caller);
        return bucket == null
                ? perMinute
                : Math.min(perMinute, bucket.permits + Math.max(0, now - bucket.at) * perMinute / 60_000.0);
    }
}
