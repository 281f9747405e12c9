package io.asktell.server.store;

import io.asktell.server.log.CurrentRequest;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What sessions call themselves ({@code application_name}), so that {@code pg_stat_activity} and PostgreSQL's log say which request a
 * query belongs to. A connection is named when it is taken, which costs a round trip only where its name changes; asks and
 * tells, which share transactions, name theirs for its length within the statement that locks their study.
 */
final class RequestNames {
    /** PostgreSQL keeps that much of a name. */
    private static final int MOST = 63;

    private static final String OWN = "asktell";

    private RequestNames() {}

    /** Names a connection after the request that the thread works for. */
    static Connection named(Connection connection) throws SQLException {
        try {
            connection.setClientInfo("ApplicationName", name(CurrentRequest.id()));
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    static String name(@Nullable String requestId) {
        if (requestId == null) {
            return OWN;
        }
        String name = OWN + " " + requestId;
        return name.length() > MOST ? name.substring(0, MOST) : name;
    }
}
