package io.asktell.server.events;

import io.asktell.server.store.EventRow;
import io.asktell.server.store.EventStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client that watches one study, as server-sent events. An event's id is the seq of its change. */
public final class StudyStream {
    private static final Logger log = LoggerFactory.getLogger(StudyStream.class);
    private static final int PAGE = 500;

    private final long studyId;
    private final Jdbi jdbi;
    private final OutputStream out;
    private final Function<EventRow, String> data;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final AtomicInteger wakes = new AtomicInteger();
    private volatile long seq;

    /**
     * @param after the last change the client knows of
     * @param data an event's JSON, on one line
     */
    public StudyStream(long studyId, long after, Jdbi jdbi, OutputStream out, Function<EventRow, String> data) {
        this.studyId = studyId;
        this.seq = after;
        this.jdbi = jdbi;
        this.out = out;
        this.data = data;
    }

    long studyId() {
        return studyId;
    }

    long seq() {
        return seq;
    }

    /** Completes when the stream ended. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    void whenClosed(Runnable action) {
        closed.thenRun(action);
    }

    /** Sends what is new, on the executor; wakes that come meanwhile make it look once more. */
    void pump(Executor executor) {
        if (!closed.isDone() && wakes.getAndIncrement() == 0) {
            executor.execute(this::send);
        }
    }

    private void send() {
        int seen;
        do {
            seen = wakes.get();
            try {
                sendNew();
            } catch (IOException | RuntimeException e) {
                close(); // the client left, or the database is away: it comes back with Last-Event-ID
            }
        } while (!closed.isDone() && !wakes.compareAndSet(seen, 0));
    }

    private void sendNew() throws IOException {
        boolean more = true;
        while (more && !closed.isDone()) {
            List<EventRow> events = jdbi.withExtension(EventStore.class, store -> store.after(studyId, seq, PAGE));
            more = events.size() == PAGE;
            // a page may end amid the events of one change: leave that change to the next page
            long last = more ? events.get(PAGE - 1).seq() - 1 : Long.MAX_VALUE;
            var text = new StringBuilder();
            long sent = seq;
            for (var event : events) {
                if (event.seq() > last) {
                    break;
                }
                text.append("event: ").append(event.type()).append('\n');
                text.append("id: ").append(event.seq()).append('\n');
                text.append("data: ").append(data.apply(event)).append("\n\n");
                sent = event.seq();
            }
            write(text.toString());
            seq = sent;
            if (events.isEmpty()
                    && jdbi.withExtension(EventStore.class, store -> store.seq(studyId))
                            .isEmpty()) {
                close();
            }
        }
    }

    void keepAlive() {
        try {
            write(": still here\n\n");
        } catch (IOException e) {
            close();
        }
    }

    private synchronized void write(String text) throws IOException {
        if (!text.isEmpty() && !closed.isDone()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Ends it as the server stops. */
    void end() {
        try {
            write(": the server stops; connect again with Last-Event-ID\n\n");
        } catch (IOException e) {
            log.debug("a watching client left before the server did");
        }
        close();
    }

    /** Ends it; the client may come back with {@code Last-Event-ID}. */
    public void close() {
        closed.complete(null);
    }
}
