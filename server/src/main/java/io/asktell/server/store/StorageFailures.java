package io.asktell.server.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells a database that is away, or has too much to do, from a statement that is wrong. */
public final class StorageFailures {
    /** lock_not_available, query_canceled, serialization_failure, deadlock_detected, read_only. */
    private static final Set<String> TEMPORARY = Set.of("55P03", "57014", "40001", "40P01", "25006");

    private static final String DISK_FULL = "53100";

    private StorageFailures() {}

    /** Whether the same request may well succeed a little later. */
    public static boolean temporary(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                var state = sql.getSQLState();
                // connections lost, shutdowns, resources used up, and files that are gone or cannot be read
                return TEMPORARY.contains(state)
                        || state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.startsWith("58");
            }
        }
        return false;
    }

    /** Whether nothing can be written for want of space. */
    public static boolean diskFull(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
