package io.asktell.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Time as it passes, with a thread for each slot's heartbeats, so that one slow heartbeat delays no other. */
final class RealTime implements WorkerTime {
    private final ScheduledThreadPoolExecutor threads;

    RealTime(String name, int slots) {
        var number = new AtomicInteger();
        threads = new ScheduledThreadPoolExecutor(slots, task -> {
            var thread = new Thread(task, name + "-heartbeat-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        threads.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public void pause(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
        wakeUp.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public Repetition every(Duration delay, Runnable task) {
        var future = threads.scheduleWithFixedDelay(task, delay.toNanos(), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
