package io.asktell.server.study;

import java.time.Instant;
import java.util.Arrays;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * When the trials of a study started and ended, by number, in milliseconds since 1970. Not thread-safe: whoever puts, owns it; give
 * others a {@link #snapshot}.
 */
public final class TrialTimes {
    private static final long NONE = Long.MIN_VALUE;

    private long[] started;
    private long[] finished;
    private int size;

    public TrialTimes() {
        this(new long[16], new long[16], 0);
    }

    private TrialTimes(long[] started, long[] finished, int size) {
        this.started = started;
        this.finished = finished;
        this.size = size;
    }

    public int size() {
        return size;
    }

    public OptionalLong started(int number) {
        return present(started[number]);
    }

    public OptionalLong finished(int number) {
        return present(finished[number]);
    }

    /** Numbers have no gaps. */
    public void put(int number, @Nullable Instant start, @Nullable Instant end) {
        if (number == started.length) {
            started = Arrays.copyOf(started, number * 2);
            finished = Arrays.copyOf(finished, number * 2);
        }
        started[number] = start == null ? NONE : start.toEpochMilli();
        finished[number] = end == null ? NONE : end.toEpochMilli();
        size = Math.max(size, number + 1);
    }

    long bytes() {
        return 16L * started.length;
    }

    /** A copy that later puts do not alter. */
    TrialTimes snapshot() {
        return new TrialTimes(started.clone(), finished.clone(), size);
    }

    private static OptionalLong present(long time) {
        return time == NONE ? OptionalLong.empty() : OptionalLong.of(time);
    }
}
