package io.asktell.server.store;

import java.sql.Types;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.spi.JdbiPlugin;

/** How primitive arrays travel: {@code double[]} is {@code double precision[]}, {@code int[]} is {@code integer[]}. */
public final class PostgresTypes extends JdbiPlugin.Singleton {
    @Override
    public void customizeJdbi(Jdbi jdbi) {
        jdbi.registerArgument(new DoubleArrays());
        jdbi.registerArgument(new IntArrays());
        jdbi.registerColumnMapper(double[].class, (r, column, ctx) -> Columns.doubles(r, column));
        jdbi.registerArrayType(String.class, "text");
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
