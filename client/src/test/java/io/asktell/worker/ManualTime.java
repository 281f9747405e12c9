package io.asktell.worker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Time that passes when told to, or when somebody pauses. What is due by then runs on the thread that lets it pass. Good for one
 * slot, run on the test's own thread.
 */
final class ManualTime implements WorkerTime {
    final List<Duration> pauses = new ArrayList<>();
    private final List<Task> tasks = new ArrayList<>();
    private long now = 5_000_000_000L;

    private static final class Task {
        final long delay;
        final Runnable run;
        long due;
        boolean closed;

        Task(long delay, Runnable run, long due) {
            this.delay = delay;
            this.run = run;
            this.due = due;
        }
    }

    void advance(Duration duration) {
        long end = now + duration.toNanos();
        for (var next = due(end); next != null; next = due(end)) {
            now = Math.max(now, next.due);
            next.due = now + next.delay;
            next.run.run();
        }
        now = Math.max(now, end);
    }

    int repetitions() {
        return (int) tasks.stream().filter(task -> !task.closed).count();
    }

    private Task due(long end) {
        return tasks.stream()
                .filter(task -> !task.closed && task.due <= end)
                .min(java.util.Comparator.comparingLong(task -> task.due))
                .orElse(null);
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public void pause(Duration duration, CountDownLatch wakeUp) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (wakeUp.getCount() == 0) {
            return;
        }
        pauses.add(duration);
        advance(duration);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public Repetition every(Duration delay, Runnable task) {
        var made = new Task(delay.toNanos(), task, now + delay.toNanos());
        tasks.add(made);
        return () -> made.closed = true;
    }

    @Override
    public void close() {}
}
