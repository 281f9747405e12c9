package io.asktell.server.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.sqlobject.SqlObjectPlugin;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * One PostgreSQL database with its connections and its schema brought up to date. Sessions are set so that locks of a server that
 * died, froze or was cut off are free again within half a minute.
 */
public final class Database implements AutoCloseable {
    /**
     * What every pooled session gets. Every query goes by an index, and a plan made while its table was small must not be kept when it
     * has grown, so sequential scans are off. An idle transaction ends before those who wait for its locks give up. The block covers what not
     * every platform has. An acknowledged write must be on disk, so {@code synchronous_commit} is switched on where it was off; stronger
     * settings stay.
     */
    private static final String SESSION = """
            SET idle_in_transaction_session_timeout = '20s';
            SET lock_timeout = '30s';
            SET enable_seqscan = off;
            SET tcp_keepalives_idle = 10;
            SET tcp_keepalives_interval = 5;
            SET tcp_keepalives_count = 3;
            DO $$ BEGIN
              IF current_setting('synchronous_commit') = 'off' THEN
                SET synchronous_commit = 'on';
              END IF;
              SET tcp_user_timeout = '25s';
              SET client_connection_check_interval = '5s';
            EXCEPTION WHEN OTHERS THEN
              NULL;
            END $$
            """;

    /** How long a database that hangs holds a statement: longer than one waits for a lock, which is no hang. */
    private static final int STATEMENT_SECONDS = 40;

    private final HikariDataSource pool;
    private final ConnectionGate gate;
    private final Jdbi jdbi;

    private Database(HikariDataSource pool) {
        this.pool = pool;
        this.gate = new ConnectionGate(pool);
        this.jdbi = Jdbi.create(() -> RequestNames.named(gate.openConnection()))
                .installPlugin(new SqlObjectPlugin())
                .installPlugin(new PostgresTypes());
    }

    /**
     * Connects, waiting for a database that is still starting, and migrates.
     *
     * @throws DatabaseStartException when the database cannot be reached, entered or used
     */
    public static Database open(DatabaseAddress address, Schema schema, int poolSize) {
        return open(address, schema, poolSize, Duration.ofSeconds(30));
    }

    static Database open(DatabaseAddress address, Schema schema, int poolSize, Duration patience) {
        var direct = unpooled(address);
        FirstConnection.check(direct, address, patience);
        Migrations.run(direct, schema);
        return new Database(pool(unpooled(address, STATEMENT_SECONDS), poolSize));
    }

    public Jdbi jdbi() {
        return jdbi;
    }

    /** Whether the database answers now; asks it, and waits for a few seconds at most. */
    public boolean reachable() {
        try (var connection = gate.openConnection()) {
            return connection.isValid(2);
        } catch (SQLException e) {
            return false;
        }
    }

    /** How many connections are in use and at rest, and how many threads wait for one. */
    public Map<String, Integer> connections() {
        var now = pool.getHikariPoolMXBean();
        return now == null
                ? Map.of() // before the first one was wanted
                : Map.of(
                        "active", now.getActiveConnections(),
                        "idle", now.getIdleConnections(),
                        "waiting", now.getThreadsAwaitingConnection());
    }

    @Override
    public void close() {
        pool.close();
    }

    /** Of those whose statements may be long. */
    static PGSimpleDataSource unpooled(DatabaseAddress address) {
        return unpooled(address, LongStatements.SECONDS);
    }

    private static PGSimpleDataSource unpooled(DatabaseAddress address, int statementSeconds) {
        var source = new PGSimpleDataSource();
        source.setURL(address.jdbcUrl());
        var given = Objects.requireNonNull(Driver.parseURL(address.jdbcUrl(), null), "a JDBC URL");
        var defaults = Map.of(
                PGProperty.APPLICATION_NAME, "asktell",
                PGProperty.REWRITE_BATCHED_INSERTS, "true",
                PGProperty.TCP_KEEP_ALIVE, "true",
                PGProperty.CONNECT_TIMEOUT, "5",
                PGProperty.LOGIN_TIMEOUT, "10",
                PGProperty.SOCKET_TIMEOUT, Integer.toString(statementSeconds));
        defaults.forEach((property, value) -> {
            if (property.getOrNull(given) == null) { // the URL's own options win
                source.setProperty(property, value);
            }
        });
        if (address.user() != null) {
            source.setUser(address.user());
        }
        if (address.password() != null) {
            source.setPassword(address.password());
        }
        return source;
    }

    private static HikariDataSource pool(PGSimpleDataSource direct, int size) {
        var config = new HikariConfig();
        config.setPoolName("asktell");
        config.setDataSource(direct);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(Math.max(1, size / 4));
        config.setConnectionTimeout(5_000);
        config.setValidationTimeout(2_500);
        config.setIdleTimeout(300_000);
        config.setConnectionInitSql(SESSION);
        return new HikariDataSource(config);
    }
}
