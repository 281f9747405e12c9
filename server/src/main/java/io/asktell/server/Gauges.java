package io.asktell.server;

import io.asktell.server.events.JobStreams;
import io.asktell.server.events.StudyStreams;
import io.asktell.server.jobs.Dispatcher;
import io.asktell.server.metrics.Attendance;
import io.asktell.server.metrics.Meters;
import io.asktell.server.store.Database;
import io.asktell.server.study.Ledgers;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;

/** What {@code /metrics} reads from the parts of the server when it is asked. */
final class Gauges {
    /** How long after its last sign of life a worker counts as alive; one that waits for work asks again within a minute. */
    static final Duration WORKER_PATIENCE = Duration.ofMinutes(2);

    private Gauges() {}

    static void of(
            Meters meters,
            Database database,
            Ledgers ledgers,
            Dispatcher dispatcher,
            Attendance workers,
            StudyStreams streams,
            JobStreams watchers) {
        histories(meters, ledgers);
        meters.gauge(
                "asktell_queue_commands", "Asks, tells and the like that wait for a transaction.", ledgers::waiting);
        meters.gauge("asktell_claims_waiting", "Workers that wait for work of any job.", dispatcher::waiting);
        meters.gauge(
                "asktell_workers_alive",
                "Workers that asked, claimed or reported at this server within two minutes.",
                workers::present);
        meters.gauge(
                "asktell_streams_open",
                "Clients that watch, by what.",
                "kind",
                () -> Map.of("study", streams.count(), "job", watchers.count()));
        meters.gauge(
                "asktell_database_connections",
                "Connections to the database; waiting: threads that wait for one.",
                "state",
                database::connections);
        process(meters);
    }

    private static void histories(Meters meters, Ledgers ledgers) {
        meters.gauge(
                "asktell_history_studies",
                "Studies whose history is in memory.",
                () -> ledgers.kept().studies());
        meters.gauge(
                "asktell_history_bytes",
                "Memory that histories take, about.",
                () -> ledgers.kept().bytes());
        meters.counted(
                "asktell_history_hits_total",
                "Transactions that found the history of their study in memory.",
                () -> ledgers.kept().hits());
        meters.counted(
                "asktell_history_loads_total",
                "Transactions that had to read it from the database.",
                () -> ledgers.kept().loads());
        meters.counted(
                "asktell_history_evictions_total",
                "Histories let go for want of memory.",
                () -> ledgers.kept().evictions());
    }

    private static void process(Meters meters) {
        var runtime = ManagementFactory.getRuntimeMXBean();
        var memory = ManagementFactory.getMemoryMXBean();
        meters.gauge(
                "asktell_info", "Always 1; its label is the version.", "version", () -> Map.of(Version.CURRENT, 1));
        meters.gauge("asktell_uptime_seconds", "Time since the process began.", () -> runtime.getUptime() / 1e3);
        meters.gauge("asktell_heap_bytes", "Memory of the JVM's heap.", "kind", () -> {
            var heap = memory.getHeapMemoryUsage();
            return Map.of("used", heap.getUsed(), "max", heap.getMax());
        });
    }
}
