package io.asktell.server.events;

import io.asktell.server.store.JobEventStore;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watchers of jobs on this server. Messages are read from the database, live ones like those of long ago, so it does not matter
 * which server wrote them; one query asks for all watchers whether there are any.
 */
public final class JobStreams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(JobStreams.class);
    private static final long LOOK_MILLIS = 200;
    private static final long KEEP_ALIVE_SECONDS = 15;

    private final Jdbi jdbi;
    private volatile boolean closed;
    private final Set<JobStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock =
            Executors.newSingleThreadScheduledExecutor(StudyStreams.daemons("watchers-clock"));
    private final ExecutorService pumps = Executors.newFixedThreadPool(2, StudyStreams.daemons("watchers"));

    public JobStreams(Jdbi jdbi) {
        this.jdbi = jdbi;
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(
                () -> streams.forEach(stream -> stream.watcher().ping()),
                KEEP_ALIVE_SECONDS,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Sends a job's messages to a watcher, from the one after {@code since} on; it ends with {@link JobStream#close}. */
    public JobStream open(String jobId, long since, Watcher watcher) {
        var stream = new JobStream(jobId, since, jdbi, pumps, watcher, streams::remove);
        streams.add(stream);
        if (closed) {
            end(stream);
        } else {
            stream.pump();
        }
        return stream;
    }

    public int count() {
        return streams.size();
    }

    private void look() {
        try {
            streams.forEach(JobStream::closeIfSlow);
            Map<String, Long> known = new HashMap<>();
            streams.forEach(stream -> known.merge(stream.jobId(), stream.sent(), Math::min));
            if (known.isEmpty()) {
                return;
            }
            List<String> ids = new ArrayList<>(known.keySet());
            List<Long> ns = ids.stream().map(known::get).toList();
            var ahead = Set.copyOf(jdbi.withExtension(JobEventStore.class, store -> store.ahead(ids, ns)));
            streams.stream().filter(stream -> ahead.contains(stream.jobId())).forEach(JobStream::pump);
        } catch (RuntimeException e) {
            log.warn("cannot look for messages about jobs ({}); trying again", e.getMessage());
        }
    }

    /** Ends every stream, and tells the watchers that the server goes away. */
    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        streams.forEach(JobStreams::end);
        pumps.shutdownNow();
    }

    private static void end(JobStream stream) {
        stream.watcher().close(Watcher.GOING_AWAY, "The server stops; connect again.");
        stream.close();
    }
}
