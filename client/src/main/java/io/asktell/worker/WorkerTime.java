package io.asktell.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Time as a worker needs it; tests have one of their own. */
interface WorkerTime extends AutoCloseable {
    /** Monotonic; wall clocks jump. */
    long nanoTime();

    /** Waits so long, or until the latch is down. */
    void pause(Duration duration, CountDownLatch wakeUp) throws InterruptedException;

    /** Runs the task again and again, each time so long after the last, until the answer is closed. */
    Repetition every(Duration delay, Runnable task);

    @Override
    void close();

    /** Something that is done again and again. */
    interface Repetition extends AutoCloseable {
        @Override
        void close();
    }
}
