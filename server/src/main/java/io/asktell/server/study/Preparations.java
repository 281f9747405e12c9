package io.asktell.server.study;

import io.asktell.sampler.Sampler;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * The threads on which slow samplers work beside the asks, one suggestion of one study at a time. Those that take longer than an ask
 * waits have threads of their own, so that they do not hold up those that would be in time.
 */
public final class Preparations implements AutoCloseable {
    private final Function<StudyDefinition, Sampler> samplers;
    private final long deadlineNanos;
    private final ThreadPoolExecutor prompt;
    private final ThreadPoolExecutor late;

    /** @param deadlineMillis how long an ask waits for a model at most */
    public Preparations(int deadlineMillis) {
        this(deadlineMillis, definition -> SamplerCatalog.sampler(definition.row(), definition.spaceDefinition()));
    }

    /** @param samplers makes a new sampler for a study */
    Preparations(int deadlineMillis, Function<StudyDefinition, Sampler> samplers) {
        this.samplers = samplers;
        deadlineNanos = TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
        int processors = Runtime.getRuntime().availableProcessors();
        prompt = threads(Math.max(2, processors), "prompt-model-"); // not one: who is late is known afterwards only
        late = threads(Math.max(1, processors / 2), "late-model-");
    }

    private static ThreadPoolExecutor threads(int threads, String name) {
        var number = new AtomicInteger();
        var discard = new ThreadPoolExecutor.DiscardPolicy(); // once closed
        return new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> {
                    var thread = new Thread(task, name + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                discard);
    }

    Preparation of(StudyState state) {
        return new Preparation(state, samplers.apply(state.definition), this);
    }

    long deadlineNanos() {
        return deadlineNanos;
    }

    /** @param nanos how long the last suggestion of the study took */
    void execute(Runnable task, long nanos) {
        (nanos > deadlineNanos ? late : prompt).execute(task);
    }

    /** What is being computed is left to end with the process. */
    @Override
    public void close() {
        prompt.shutdownNow();
        late.shutdownNow();
    }
}
