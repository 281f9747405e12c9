package io.asktell.server.store;

import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/** Statements over all trials of a study, of which there may be millions: they may be silent for longer than others before they count as hung. */
public final class LongStatements {
    static final int SECONDS = 120;

    private LongStatements() {}

    /** Bears long statements until the connection goes back to its pool. */
    public static void allow(Handle handle) {
        try {
            handle.getConnection().setNetworkTimeout(Runnable::run, SECONDS * 1000);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }
}
