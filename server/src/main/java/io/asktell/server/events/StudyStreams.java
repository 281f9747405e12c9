package io.asktell.server.events;

import io.asktell.server.store.EventStore;
import io.asktell.server.study.StudyEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open event streams of this server. A stream reads on from where it stands when this server changed its study, and twice a
 * second when another one did; so what it sends does not depend on who made the change, and it can go on from any point.
 */
public final class StudyStreams implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(StudyStreams.class);
    private static final long LOOK_MILLIS = 500;
    private static final long KEEP_ALIVE_SECONDS = 15;

    private final Jdbi jdbi;
    private volatile boolean closed;
    private final Set<StudyStream> streams = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemons("streams-clock"));
    private final ExecutorService pumps = Executors.newFixedThreadPool(2, daemons("streams"));

    public StudyStreams(Jdbi jdbi) {
        this.jdbi = jdbi;
        clock.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(
                () -> streams.forEach(StudyStream::keepAlive),
                KEEP_ALIVE_SECONDS,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS);
    }

    /** Opens a stream; it closes itself when its client or its study is gone. */
    public void open(StudyStream stream) {
        streams.add(stream);
        if (closed) {
            stream.end();
        }
        stream.whenClosed(() -> streams.remove(stream));
        stream.pump(pumps);
    }

    /** Takes what a transaction of this server did. */
    public void changed(List<StudyEvent> events) {
        if (!streams.isEmpty()) {
            events.stream().map(StudyEvent::studyId).distinct().forEach(this::wake);
        }
    }

    /** Tells the streams of a study that there is something to read. */
    private void wake(long studyId) {
        for (var stream : streams) {
            if (stream.studyId() == studyId) {
                stream.pump(pumps);
            }
        }
    }

    public int count() {
        return streams.size();
    }

    private void look() {
        try {
            Map<Long, Long> known = new HashMap<>();
            streams.forEach(stream -> known.merge(stream.studyId(), stream.seq(), Math::min));
            if (!known.isEmpty()) {
                List<Long> ids = new ArrayList<>(known.keySet());
                List<Long> seqs = ids.stream().map(known::get).toList();
                jdbi.withExtension(EventStore.class, store -> store.ahead(ids, seqs))
                        .forEach(this::wake);
            }
        } catch (RuntimeException e) {
            log.warn("cannot look for events of other servers ({}); trying again", e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        streams.forEach(StudyStream::end);
        pumps.shutdown();
    }

    static ThreadFactory daemons(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
