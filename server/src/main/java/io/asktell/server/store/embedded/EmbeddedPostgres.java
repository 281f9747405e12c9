package io.asktell.server.store.embedded;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.asktell.server.store.DatabaseAddress;
import io.asktell.server.store.DatabaseStartException;
import io.asktell.server.store.Rounds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL that lives and ends with this server, with durable commits, reachable from this machine only and by password only. All
 * that lasts lies in one data directory: {@code postgres} (the data), {@code postgres.password}, {@code postgres.port},
 * {@code postgres.log}, and {@code asktell.lock}, by which one server at a time has the directory.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String NAME = "asktell";
    private static final long LARGEST_LOG = 10_000_000;

    private static final long LOOK_SECONDS = 1;

    private final DirectoryLock lock;
    private final Postmaster postmaster;
    private final DatabaseAddress address;
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(Rounds.daemons("postgres-watch"));
    private boolean closed;

    private EmbeddedPostgres(DirectoryLock lock, Postmaster postmaster, int port, DatabaseAddress address) {
        this.lock = lock;
        this.postmaster = postmaster;
        this.address = address;
        // never fails, so its future is of no use
        var unused = watch.scheduleWithFixedDelay(() -> keepRunning(port), LOOK_SECONDS, LOOK_SECONDS, SECONDS);
    }

    /** PostgreSQL ends by itself when it is killed, or cannot recover for want of space. */
    private synchronized void keepRunning(int port) {
        try {
            if (!closed && !postmaster.running()) {
                log.warn("the embedded PostgreSQL has ended; starting it again");
                postmaster.start(port);
            }
        } catch (IOException | RuntimeException e) {
            log.warn("the embedded PostgreSQL could not be started again; trying on: {}", e.getMessage());
        }
    }

    /**
     * Starts on {@code dataDirectory}, which is made and filled if it is not there; recovers first from whatever end the last server had.
     *
     * @param cacheDirectory where the programs are unpacked once
     * @throws DatabaseStartException when another server has the directory, or PostgreSQL cannot run
     */
    public static EmbeddedPostgres start(Path dataDirectory, Path cacheDirectory) {
        try {
            Path directory = privateDirectory(dataDirectory);
            var lock = DirectoryLock.take(directory);
            try {
                return start(lock, directory, cacheDirectory);
            } catch (IOException | RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (IOException e) {
            throw new DatabaseStartException(
                    "The embedded PostgreSQL cannot use " + dataDirectory + " and " + cacheDirectory + ": " + e, e);
        }
    }

    private static EmbeddedPostgres start(DirectoryLock lock, Path directory, Path cacheDirectory) throws IOException {
        Path data = directory.resolve("postgres");
        var account = Account.choose(data);
        Path home = Binaries.unpackedIn(cacheDirectory.toAbsolutePath());
        var cluster = new Cluster(account, home, data);
        var password = PasswordFile.in(directory);
        if (cluster.exists()) {
            cluster.checkVersion();
        } else {
            log.info("creating a PostgreSQL database in {}", data);
            cluster.create(NAME, password.readOrMake());
        }
        account.own(data);
        Path logFile = logFile(directory);
        account.own(logFile);
        var postmaster = new Postmaster(account, home, data, logFile);
        postmaster.clearAway();
        cluster.configure();
        int port = port(directory.resolve("postgres.port"));
        postmaster.start(port);
        try {
            var maintenance = address(port, "postgres", password.read());
            createDatabase(maintenance);
            return new EmbeddedPostgres(lock, postmaster, port, address(port, NAME, password.read()));
        } catch (IOException | RuntimeException e) {
            postmaster.stop();
            throw e;
        }
    }

    /** Where it listens, for as long as it is not closed. */
    public DatabaseAddress address() {
        return address;
    }

    /** Ends PostgreSQL as a power cut would and gives the directory back, for tests of what then is still there. */
    public synchronized void crash() {
        endWatch();
        try {
            postmaster.crash();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lock.close();
        }
    }

    /** Stops PostgreSQL and gives the directory back; what was committed is on disk. */
    @Override
    public synchronized void close() {
        endWatch();
        try {
            postmaster.stop();
        } catch (IOException e) {
            log.warn("PostgreSQL could not be stopped; the next start will do it", e);
        } finally {
            lock.close();
        }
    }

    private void endWatch() {
        closed = true;
        watch.shutdown();
    }

    private static Path privateDirectory(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            if (path.toAbsolutePath().getParent() != null) {
                Files.createDirectories(path.toAbsolutePath().getParent());
            }
            Files.createDirectory(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        return path.toRealPath();
    }

    private static Path logFile(Path directory) throws IOException {
        Path logFile = directory.resolve("postgres.log");
        if (Files.exists(logFile) && Files.size(logFile) > LARGEST_LOG) {
            Files.move(logFile, directory.resolve("postgres.log.old"), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(logFile)) {
            Files.createFile(logFile);
        }
        return logFile;
    }

    /** The port of last time if it is still free, so that addresses people noted keep working; else a free one. */
    private static int port(Path file) throws IOException {
        String last = Files.exists(file) ? Files.readString(file).strip() : "";
        if (last.matches("\\d{1,5}") && free(Integer.parseInt(last))) {
            return Integer.parseInt(last);
        }
        try (var socket = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            Files.writeString(file, socket.getLocalPort() + "\n");
            return socket.getLocalPort();
        }
    }

    private static boolean free(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return socket.isBound();
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private static DatabaseAddress address(int port, String database, String password) {
        return new DatabaseAddress("jdbc:postgresql://127.0.0.1:" + port + "/" + database, NAME, password);
    }

    private static void createDatabase(DatabaseAddress maintenance) {
        try (var connection = DriverManager.getConnection(maintenance.urlWithCredentials());
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + NAME);
        } catch (SQLException e) {
            throw new DatabaseStartException("The embedded PostgreSQL runs, but cannot be used: " + e.getMessage(), e);
        }
    }
}
