package io.asktell.server.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells whether a database can be used at all, before anything is done with it. */
final class FirstConnection {
    private static final Logger log = LoggerFactory.getLogger(FirstConnection.class);

    private static final int OLDEST_VERSION = 14;

    private FirstConnection() {}

    /** Tries until {@code patience} is over while the database is away; what waiting cannot mend is refused at once. */
    static void check(DataSource source, DatabaseAddress address, Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        boolean told = false;
        while (true) {
            try (var connection = source.getConnection();
                    var statement = connection.createStatement()) {
                try (var rows = statement.executeQuery("SELECT current_setting('server_version'),"
                        + " current_setting('server_version_num')::int / 10000, current_setting('fsync')")) {
                    rows.next();
                    checkVersion(address, rows.getString(1), rows.getInt(2));
                    if (rows.getString(3).equals("off")) {
                        log.warn(
                                "PostgreSQL at {} runs with fsync=off: it can lose acknowledged results when it crashes",
                                address.place());
                    }
                }
                return;
            } catch (SQLException e) {
                if (!mayPass(e) || System.nanoTime() >= end) {
                    throw new DatabaseStartException(
                            "The database at " + address.place() + " cannot be used: " + reason(e), e);
                }
                if (!told) {
                    log.info("waiting for the database at {} ({})", address.place(), reason(e));
                    told = true;
                }
            }
            pause();
        }
    }

    static void checkVersion(DatabaseAddress address, String version, int major) {
        if (major < OLDEST_VERSION) {
            throw new DatabaseStartException("Asktell needs PostgreSQL " + OLDEST_VERSION + " or newer, but "
                    + address.place() + " is version " + version + ".");
        }
    }

    /** Connection refused or lost (class 08), starting up or shutting down (57P0x), too many connections (53300). */
    private static boolean mayPass(SQLException e) {
        String state = e.getSQLState();
        return state != null && (state.startsWith("08") || state.startsWith("57P0") || state.equals("53300"));
    }

    private static String reason(SQLException e) {
        String message = e.getMessage();
        return message == null ? e.toString() : message.lines().findFirst().orElse("");
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseStartException("Interrupted while waiting for the database.", e);
        }
    }
}
