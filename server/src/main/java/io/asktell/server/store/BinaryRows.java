package io.asktell.server.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;

/**
 * The rows of a query in PostgreSQL's binary COPY format, one at a time as they come, for reading very many: no list of them, no text,
 * and no object but what is asked for. Columns are read in their order, each once.
 */
final class BinaryRows implements AutoCloseable {
    /** A signature of 11 bytes, flags of 4, and the length of an extension that is always empty. */
    private static final int HEADER = 19;

    private static final long SECONDS_TO_2000 = 946_684_800;

    private final CopyOut copy;
    private boolean begun;
    private ByteBuffer row = ByteBuffer.allocate(0);

    private BinaryRows(CopyOut copy) {
        this.copy = copy;
    }

    /** @param query without parameters */
    static BinaryRows of(Handle handle, String query) throws SQLException {
        return new BinaryRows(handle.getConnection()
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("COPY (" + query + ") TO STDOUT (FORMAT binary)"));
    }

    /** Goes to the next row; false after the last. */
    boolean next() throws SQLException {
        byte[] message = copy.readFromCopy();
        if (message == null) {
            return false;
        }
        row = ByteBuffer.wrap(message);
        if (!begun) { // the header comes with the first row, or alone
            begun = true;
            row.position(HEADER);
        }
        if (!row.hasRemaining()) {
            return next();
        }
        return row.getShort() >= 0 || next(); // the number of columns; -1 says that nothing but the end follows
    }

    int integer() {
        row.getInt();
        return row.getInt();
    }

    double real() {
        row.getInt();
        return row.getDouble();
    }

    String text() {
        return Columns.present(textOrNull());
    }

    @Nullable
    String textOrNull() {
        int length = row.getInt();
        if (length < 0) {
            return null;
        }
        byte[] bytes = new byte[length];
        row.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Nullable
    Double realOrNull() {
        return row.getInt() < 0 ? null : row.getDouble();
    }

    @Nullable
    Long bigint() {
        return row.getInt() < 0 ? null : row.getLong();
    }

    @Nullable
    UUID uuid() {
        return row.getInt() < 0 ? null : new UUID(row.getLong(), row.getLong());
    }

    @Nullable
    Instant instant() {
        if (row.getInt() < 0) {
            return null;
        }
        long micros = row.getLong();
        return Instant.ofEpochSecond(
                SECONDS_TO_2000 + Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    /** An array of one dimension, or an empty one, without nulls in it. */
    double @Nullable [] reals() {
        if (row.getInt() < 0) {
            return null;
        }
        int dimensions = row.getInt();
        row.getLong(); // whether there are nulls, and the type
        if (dimensions == 0) {
            return new double[0];
        }
        double[] values = new double[row.getInt()];
        row.getInt(); // the first index
        for (int i = 0; i < values.length; i++) {
            values[i] = real();
        }
        return values;
    }

    /** Ends the query. What is left of it is read, as cancelling may hit the connection's next statement. */
    @Override
    public void close() throws SQLException {
        while (copy.isActive()) {
            copy.readFromCopy();
        }
    }
}
