package io.asktell.worker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Whether a worker's slots go on asking, shared by all of them. */
final class Lifecycle {
    /** Down once no more is asked for. */
    final CountDownLatch shutdown = new CountDownLatch(1);
    /** Down once nothing is waited for any more. */
    final CountDownLatch shutdownNow = new CountDownLatch(1);

    private final AtomicLong left;

    /** {@code maxTrials} null: as many as there are. */
    Lifecycle(@Nullable Integer maxTrials) {
        left = new AtomicLong(maxTrials == null ? Long.MAX_VALUE : maxTrials);
    }

    boolean shuttingDown() {
        return shutdown.getCount() == 0;
    }

    boolean shuttingDownNow() {
        return shutdownNow.getCount() == 0;
    }

    /** Whether one more trial may be asked for; if so it is counted. */
    boolean take() {
        return !shuttingDown() && left.getAndUpdate(count -> Math.max(0, count - 1)) > 0;
    }

    /** The ask brought none. */
    void giveBack() {
        left.updateAndGet(count -> count == Long.MAX_VALUE ? count : count + 1);
    }
}
