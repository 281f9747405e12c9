package io.asktell.server.fuzz;

import io.asktell.server.http.ServerRig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * What a server holds of its machine when nobody asks it anything.
 *
 * @param heapMegabytes after a collection; the fuzzer is in it
 * @param connections to the server's port, on its side; 0 where the system does not tell
 * @param databaseConnections of its database
 * @param transactions among these that have something open
 */
record Footprint(int heapMegabytes, int threads, int connections, int databaseConnections, int transactions) {
    private static final int HEAP_TOLERANCE = 64;
    private static final int THREAD_TOLERANCE = 40;
    private static final int CONNECTION_TOLERANCE = 4;
    private static final int POOLS = 32;

    static Footprint of(ServerRig server) {
        System.gc();
        var memory = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new Footprint(
                (int) (memory.getUsed() >> 20),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                connections(server.uri("/").getPort()),
                count(server, "TRUE"),
                count(server, "state LIKE 'idle in%' OR state = 'active'"));
    }

    private static int count(ServerRig server, String which) {
        return Integer.parseInt(server.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
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

    /** The footprint once it is back where it was, or as it is when the time is up. */
    static Footprint settled(ServerRig server, Footprint before) {
        var deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        var now = of(server);
        while (!now.growth(before).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
            now = of(server);
        }
        return now;
    }

    /** In what there is more than there was. */
    List<String> growth(Footprint before) {
        List<String> growth = new ArrayList<>();
        grown("heap MB", before.heapMegabytes, heapMegabytes, HEAP_TOLERANCE, growth);
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
