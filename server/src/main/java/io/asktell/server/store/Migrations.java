package io.asktell.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;

/** Brings a schema up to date. Servers that start at once take turns, on a lock of the database. */
final class Migrations {
    /** Any number nobody else's lock has: "asktell" in ASCII. */
    private static final long LOCK = 0x61736b74656c6cL;

    private Migrations() {}

    static void run(DataSource source, Schema schema) {
        var flyway = flyway(source, schema);
        try (var connection = source.getConnection()) {
            execute(connection, "SELECT pg_advisory_lock(" + LOCK + ")");
            try {
                flyway.migrate();
            } finally {
                execute(connection, "SELECT pg_advisory_unlock(" + LOCK + ")");
            }
        } catch (SQLException | FlywayException e) {
            throw new DatabaseStartException(
                    "The database's tables cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    /** How a database's tables stand to this version. */
    enum State {
        NEWEST,
        OLDER,
        TOO_NEW
    }

    /** Reads the history only. */
    static State state(DataSource source, Schema schema) {
        try {
            var all = flyway(source, schema).info();
            if (Stream.of(all.all()).anyMatch(migration -> migration.getState() == MigrationState.FUTURE_SUCCESS)) {
                return State.TOO_NEW;
            }
            return all.pending().length == 0 ? State.NEWEST : State.OLDER;
        } catch (FlywayException e) {
            throw new DatabaseStartException("The database's tables cannot be looked at: " + e.getMessage(), e);
        }
    }

    private static Flyway flyway(DataSource source, Schema schema) {
        return Flyway.configure()
                .dataSource(source)
                .locations("classpath:" + schema.location())
                .table(schema.history())
                // Two histories share one schema, and so the second finds a schema that is not empty.
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
