package io.asktell.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Workers of a test, each on a thread of its own. */
public final class Workers {
    private Workers() {}

    /** What one of them does; it may fail in any way. */
    public interface Work {
        Void of(int worker) throws Exception;
    }

    /** Lets them all work at once, waits for each, and fails as the first that failed. */
    public static void every(int count, Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Callable<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int worker = i;
                tasks.add(() -> work.of(worker));
            }
            for (var done : threads.invokeAll(tasks)) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
