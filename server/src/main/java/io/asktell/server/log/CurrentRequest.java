package io.asktell.server.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id of the request that a thread works for. Log lines bear it, and what the thread does in the database. */
public final class CurrentRequest {
    static final String KEY = "request_id";

    private CurrentRequest() {}

    /** What is done for a request. */
    @FunctionalInterface
    public interface Work<T, E extends Exception> {
        T call() throws E;
    }

    /** Absent in threads that work for none. */
    public static @Nullable String id() {
        return MDC.get(KEY);
    }

    /** Does something for this request, or for none. */
    public static <T, E extends Exception> T call(@Nullable String id, Work<T, E> work) throws E {
        var before = id();
        put(id);
        try {
            return work.call();
        } finally {
            put(before);
        }
    }

    /** As {@link #call}, where nothing comes of it. */
    public static void run(@Nullable String id, Runnable work) {
        var unused = call(id, () -> {
            work.run();
            return true;
        });
    }

    private static void put(@Nullable String id) {
        if (id == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, id);
        }
    }
}
