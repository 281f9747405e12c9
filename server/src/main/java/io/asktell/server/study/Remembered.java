package io.asktell.server.study;

import io.asktell.server.problem.UnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Answers that take long, each computed once, however many ask for it at once; those asked for last are kept. */
final class Remembered<Q, A> {
    private static final int MAX_KEPT = 64;

    private final Map<Q, FutureTask<A>> tasks = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Q, FutureTask<A>> eldest) {
            return size() > MAX_KEPT;
        }
    };

    /** @throws IllegalArgumentException where the computation refuses with one, and whenever it is asked for again */
    A answer(Q question, Callable<A> computation) {
        var task = new FutureTask<>(computation);
        var known = known(question, task);
        if (known == task) {
            task.run();
        }
        try {
            return known.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("shutting_down", "The server is shutting down.", 1);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException refusal) {
                throw refusal;
            }
            throw new AssertionError("the computation of " + question + " failed", e.getCause());
        }
    }

    /** The task that computes this already; the given one if none does. */
    private FutureTask<A> known(Q question, FutureTask<A> task) {
        synchronized (tasks) {
            var before = tasks.putIfAbsent(question, task);
            return before == null ? task : before;
        }
    }
}
