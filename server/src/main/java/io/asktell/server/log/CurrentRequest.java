package io.asktell.server.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id of the request that a thread works for. Log lines bear it, and what the thread does in the database. */
public final class CurrentRequest implements AutoCloseable {
    static final String KEY = "request_id";

    private final @Nullable String before;

    private CurrentRequest(@Nullable String before) {
        this.before = before;
    }

    /** Absent in threads that work for none. */
    public static @Nullable String id() {
        return MDC.get(KEY);
    }

    /** Until it is closed, the thread works for this request, or for none. */
    public static CurrentRequest begin(@Nullable String id) {
        var before = id();
        put(id);
        return new CurrentRequest(before);
    }

    private static void put(@Nullable String id) {
        if (id == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, id);
        }
    }

    @Override
    public void close() {
        put(before);
    }
}
