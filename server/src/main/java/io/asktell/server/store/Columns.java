package io.asktell.server.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads columns that may be null, which JDBC's own getters of numbers do not tell. */
final class Columns {
    private Columns() {}

    static @Nullable Integer integer(ResultSet r, String column) throws SQLException {
        int value = r.getInt(column);
        return r.wasNull() ? null : value;
    }

    static @Nullable Long bigint(ResultSet r, String column) throws SQLException {
        long value = r.getLong(column);
        return r.wasNull() ? null : value;
    }

    static @Nullable Double real(ResultSet r, String column) throws SQLException {
        double value = r.getDouble(column);
        return r.wasNull() ? null : value;
    }

    static @Nullable Instant instant(ResultSet r, String column) throws SQLException {
        OffsetDateTime value = r.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    static double @Nullable [] doubles(ResultSet r, String column) throws SQLException {
        return doubles(r, r.findColumn(column));
    }

    static double @Nullable [] doubles(ResultSet r, int column) throws SQLException {
        Array array = r.getArray(column);
        if (array == null) {
            return null;
        }
        var boxed = (Double[]) array.getArray();
        var plain = new double[boxed.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = boxed[i];
        }
        return plain;
    }

    /** The value of a column that is declared NOT NULL. */
    static <T> T present(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
