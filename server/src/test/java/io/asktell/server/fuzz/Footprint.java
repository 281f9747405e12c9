package io.asktell.server.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a server holds of its machine when nobody asks it anything.
 *
 * @param heapKilobytes what a collection leaves
 * @param threads with those of the JVM
 * @param connections to the server's port, on its side; 0 where the system does not tell
 * @param databaseConnections of its database
 * @param transactions among these that have something open
 */
record Footprint(int heapKilobytes, int threads, int connections, int databaseConnections, int transactions) {
    private static final int HEAP_TOLERANCE = 8 << 10; // its histories may take four
    private static final int THREAD_TOLERANCE = 8;
    private static final int CONNECTION_TOLERANCE = 4;
    private static final int POOLS = 32;

    static Footprint of(FuzzedServer server) {
        return new Footprint(
                heapKilobytes(server),
                (int) server.ask("Thread.print").stream()
                        .filter(line -> line.startsWith("\""))
                        .count(),
                connections(server.port()),
                count(server, "TRUE"),
                count(server, "state LIKE 'idle in%' OR state = 'active'"));
    }

    /** The histogram counts what lives, after a collection; its last line is the total. */
    private static int heapKilobytes(FuzzedServer server) {
        var lines = server.ask("GC.class_histogram");
        var total = lines.get(lines.size() - 1).strip().split("\\s+");
        return (int) (Long.parseLong(total[2]) >> 10);
    }

    private static int count(FuzzedServer server, String which) {
        return Integer.parseInt(
                server.rig.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND pid <> pg_backend_pid() AND (" + which + ")"));
    }

    /** Connections in any state but listening. */
    private static int connections(int port) {
        var suffix = String.format(":%04X", port);
        var count = 0;
        for (var table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            var file = Path.of(table);
            if (Files.isReadable(file)) {
                try (var lines = Files.lines(file)) {
                    count += (int) lines.map(line -> line.strip().split("\\s+"))
                            .filter(words ->
                                    words[1].endsWith(suffix) && !words[3].equals("0A") && !words[3].equals("06"))
                            .count();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return count;
    }

    /** The footprint once it is back where it was, or as it is when the time is up; threads without work go after a while. */
    static Footprint settled(FuzzedServer server, Footprint before) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(150);
        var now = of(server);
        while (!now.growth(before).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            now = of(server);
        }
        return now;
    }

    /** In what there is more than there was. */
    List<String> growth(Footprint before) {
        List<String> growth = new ArrayList<>();
        grown("heap kB", before.heapKilobytes, heapKilobytes, HEAP_TOLERANCE, growth);
        grown("threads", before.threads, threads, THREAD_TOLERANCE, growth);
        grown("connections", before.connections, connections, CONNECTION_TOLERANCE, growth);
        grown("database connections", 0, databaseConnections, POOLS, growth);
        grown("open transactions", before.transactions, transactions, 1, growth);
        return growth;
    }

    private static void grown(String what, int before, int now, int tolerance, List<String> into) {
        if (now > before + tolerance) {
            into.add(what + " from " + before + " to " + now);
        }
    }
}
