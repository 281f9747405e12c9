package io.asktell.server.store;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jdbi.v3.core.ConnectionFactory;

/**
 * Hands out a pool's connections. While the database is away one caller at a time waits for it, and a second after that was in vain the
 * next one; the others are refused at once. Otherwise each of them would wait for as long as the pool lets it, and one behind another
 * where they need the same thing.
 */
final class ConnectionGate implements ConnectionFactory {
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();

    private final HikariDataSource pool;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile boolean away;
    private volatile long triedAt;

    ConnectionGate(HikariDataSource pool) {
        this.pool = pool;
    }

    @Override
    public Connection openConnection() throws SQLException {
        if (!away) {
            return open();
        }
        if (System.nanoTime() - triedAt < PAUSE_NANOS || !waiting.compareAndSet(false, true)) {
            throw new SQLTransientConnectionException("the database is away");
        }
        try {
            return open();
        } finally {
            waiting.set(false);
        }
    }

    private Connection open() throws SQLException {
        try {
            var connection = pool.getConnection();
            away = false;
            return connection;
        } catch (SQLTransientConnectionException e) {
            triedAt = System.nanoTime();
            // a pool that has connections is only busy
            away = pool.getHikariPoolMXBean().getTotalConnections() == 0;
            throw e;
        }
    }
}
