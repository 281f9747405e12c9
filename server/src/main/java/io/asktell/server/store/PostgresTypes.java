package io.asktell.server.store;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jspecify.annotations.Nullable;

/** How primitive arrays travel: {@code double[]} is {@code double precision[]}, {@code int[]} is {@code integer[]}. */
public final class PostgresTypes extends JdbiPlugin.Singleton {
    @Override
    public void customizeJdbi(Jdbi jdbi) {
        jdbi.registerArgument(new DoubleArrays());
        jdbi.registerArgument(new IntArrays());
        jdbi.registerColumnMapper(double[].class, (r, column, ctx) -> doubles(r, column));
        jdbi.registerArrayType(String.class, "text");
    }

    // A record's array component is never null here; absent columns map to null in the record all the same.
    @SuppressWarnings("NullAway")
    private static double @Nullable [] doubles(ResultSet r, int column) throws SQLException {
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

    private static final class DoubleArrays extends AbstractArgumentFactory<double[]> {
        DoubleArrays() {
            super(Types.ARRAY);
        }

        @Override
        protected Argument build(double[] value, ConfigRegistry config) {
            return (position, statement, ctx) -> statement.setObject(position, value);
        }
    }

    private static final class IntArrays extends AbstractArgumentFactory<int[]> {
        IntArrays() {
            super(Types.ARRAY);
        }

        @Override
        protected Argument build(int[] value, ConfigRegistry config) {
            return (position, statement, ctx) -> statement.setObject(position, value);
        }
    }
}
