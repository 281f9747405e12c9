package io.asktell.server.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * What a look at a database finds; nothing in it is changed.
 *
 * @param newest whether its tables are those of this version; false: a start brings them up to date
 * @param tooNew whether a newer Asktell made them
 * @param readOnly whether it takes no writes, as a standby does
 * @param ahead how far its clock is before ours
 * @param connections how many it allows in all
 */
public record DatabaseReport(
        String version,
        boolean newest,
        boolean tooNew,
        boolean fsync,
        boolean readOnly,
        Duration ahead,
        int connections) {
    /** @throws DatabaseStartException when it cannot be reached, entered or used */
    public static DatabaseReport of(DatabaseAddress address, Schema schema, Clock clock) {
        var source = Database.unpooled(address);
        FirstConnection.check(source, address, Duration.ZERO);
        var state = Migrations.state(source, schema);
        try (var connection = source.getConnection()) {
            return of(connection, state, clock);
        } catch (SQLException e) {
            throw new DatabaseStartException(
                    "The database at " + address.place() + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static DatabaseReport of(Connection connection, Migrations.State state, Clock clock) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT current_setting('server_version'), current_setting('fsync') = 'on',"
                                + " current_setting('transaction_read_only') = 'on', current_setting('max_connections')::int,"
                                + " clock_timestamp()")) {
            rows.next();
            Instant theirs = rows.getObject(5, OffsetDateTime.class).toInstant();
            return new DatabaseReport(
                    rows.getString(1),
                    state == Migrations.State.NEWEST,
                    state == Migrations.State.TOO_NEW,
                    rows.getBoolean(2),
                    rows.getBoolean(3),
                    Duration.between(clock.instant(), theirs),
                    rows.getInt(4));
        }
    }
}
