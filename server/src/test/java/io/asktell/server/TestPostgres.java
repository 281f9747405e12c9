package io.asktell.server;

import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.DatabaseStartException;
import io.asktell.server.store.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * The PostgreSQL that tests use, one per JVM: the one that {@code ASKTELL_TEST_DATABASE_URL} names (its user must be allowed to create
 * databases), else the oldest version we promise in a container where Docker answers, else the embedded one.
 */
public final class TestPostgres {
    private static final Logger log = LoggerFactory.getLogger(TestPostgres.class);

    /** Where the embedded PostgreSQL's programs are unpacked for tests. */
    public static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    private static final int MOST_AT_ONCE = 4;

    private static final AtomicInteger COUNT = new AtomicInteger();

    private TestPostgres() {}

    private static final class Shared {
        static final DatabaseAddress ADDRESS = start();
    }

    /** A new, empty database. */
    public static DatabaseAddress freshDatabase() {
        var name = "test_" + ProcessHandle.current().pid() + "_" + COUNT.incrementAndGet();
        execute(Shared.ADDRESS, "CREATE DATABASE " + name + " TEMPLATE template0");
        return sibling(Shared.ADDRESS, name);
    }

    /** The settings that make a server use this database. */
    public static Map<String, String> environment(DatabaseAddress address) {
        return Map.of("DATABASE_URL", address.urlWithCredentials());
    }

    public static Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.urlWithCredentials());
    }

    /** Runs one statement in a session of its own. */
    public static void execute(DatabaseAddress address, String sql) {
        try (var connection = connect(address);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    /** The first column of the first row, as text. */
    public static String query(DatabaseAddress address, String sql) {
        try (var connection = connect(address);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new AssertionError(sql + ": " + e.getMessage(), e);
        }
    }

    /** Another database of the same PostgreSQL. */
    public static DatabaseAddress sibling(DatabaseAddress address, String database) {
        return new DatabaseAddress(
                address.jdbcUrl().replaceFirst("(//[^/]*/)[^?]*", "$1" + database), address.user(), address.password());
    }

    private static DatabaseAddress start() {
        String named = System.getenv("ASKTELL_TEST_DATABASE_URL");
        if (named != null && !named.isBlank()) {
            return DatabaseAddress.parse(named);
        }
        if (DockerClientFactory.instance().isDockerAvailable()) {
            try {
                return startContainer();
            } catch (RuntimeException e) {
                log.warn("no PostgreSQL from Docker, so tests take the embedded one", e);
            }
        }
        return startEmbedded();
    }

    @SuppressWarnings("resource") // lives as long as the JVM; Testcontainers removes it then
    private static DatabaseAddress startContainer() {
        var container = new PostgreSQLContainer("postgres:14-alpine");
        container.start();
        return new DatabaseAddress(container.getJdbcUrl(), container.getUsername(), container.getPassword());
    }

    /**
     * In a directory that no other JVM uses, as tests may run in several at once. They are few and stay: should a run be killed, the next
     * finds what it left and stops it.
     */
    private static DatabaseAddress startEmbedded() {
        for (int n = 1; ; n++) {
            try {
                var postgres = EmbeddedPostgres.start(Path.of("target", "test-postgres-" + n), CACHE);
                Runtime.getRuntime().addShutdownHook(new Thread(postgres::close));
                dropOldDatabases(postgres.address());
                return postgres.address();
            } catch (DatabaseStartException e) {
                if (n == MOST_AT_ONCE) {
                    throw e;
                }
                log.info("taking another directory: {}", e.getMessage());
            }
        }
    }

    private static void dropOldDatabases(DatabaseAddress address) {
        var names = new ArrayList<String>();
        try (var connection = connect(address);
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
        names.forEach(name -> execute(address, "DROP DATABASE " + name + " WITH (FORCE)"));
    }
}
