package io.asktell.server.events;

import io.asktell.server.store.EventRow;
import io.asktell.server.store.EventStore;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * One client that watches one study, as server-sent events. An event's id is the seq of its change. At most a page of events is under
 * way to it; the next is read once that has gone out, so a client that reads slowly costs a page of memory and no thread, and one that
 * does not read at all is dropped. It may come back with {@code Last-Event-ID}.
 */
public final class StudyStream implements WriteListener {
    private static final int PAGE = 500;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final long studyId;
    private final Jdbi jdbi;
    private final ServletOutputStream out;
    private final Function<EventRow, String> data;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private @Nullable Executor pumps;
    private long seq;
    /** What is under way, and since when: text not yet taken, or taken and not yet flushed. */
    private byte @Nullable [] text;

    private boolean unflushed;
    private long sendingSince;
    /** Whether a page is being read, and whether there was a call meanwhile. */
    private boolean reading;

    private boolean again;

    /**
     * @param after the last change the client knows of
     * @param out of a request that has become asynchronous
     * @param data an event's JSON, on one line
     */
    public StudyStream(
            long studyId, long after, Jdbi jdbi, ServletOutputStream out, Function<EventRow, String> data) {
        this.studyId = studyId;
        this.seq = after;
        this.jdbi = jdbi;
        this.out = out;
        this.data = data;
    }

    long studyId() {
        return studyId;
    }

    synchronized long seq() {
        return seq;
    }

    /** Completes when the stream ended. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    void whenClosed(Runnable action) {
        closed.thenRun(action);
    }

    /** Begins to send, with a greeting; pages are read on the executor. */
    synchronized void open(Executor executor, String greeting) {
        pumps = executor;
        again = true;
        text = greeting.getBytes(StandardCharsets.UTF_8);
        sendingSince = System.nanoTime();
        out.setWriteListener(this); // which calls onWritePossible
    }

    /** Sends what is new; calls that come meanwhile make it look once more. */
    synchronized void pump() {
        if (pumps == null || closed.isDone()) {
            return;
        }
        if (reading || sending()) {
            again = true;
            return;
        }
        reading = true;
        again = false;
        try {
            pumps.execute(this::readPage);
        } catch (RejectedExecutionException e) {
            close();
        }
    }

    private void readPage() {
        try {
            long after = seq();
            List<EventRow> events = jdbi.withExtension(EventStore.class, store -> store.after(studyId, after, PAGE));
            boolean more = events.size() == PAGE;
            // a page may end amid the events of one change: leave that change to the next page
            long last = more ? events.get(PAGE - 1).seq() - 1 : Long.MAX_VALUE;
            var page = new StringBuilder();
            long read = after;
            for (var event : events) {
                if (event.seq() > last) {
                    break;
                }
                page.append("event: ").append(event.type()).append('\n');
                page.append("id: ").append(event.seq()).append('\n');
                page.append("data: ").append(data.apply(event)).append("\n\n");
                read = event.seq();
            }
            if (events.isEmpty()
                    && jdbi.withExtension(EventStore.class, store -> store.seq(studyId))
                            .isEmpty()) {
                close();
            }
            sendPage(page.toString(), read, more);
        } catch (RuntimeException e) {
            close(); // the database is away: the client comes back with Last-Event-ID
        }
    }

    private synchronized void sendPage(String page, long read, boolean more) {
        reading = false;
        seq = read;
        again |= more;
        send(page);
    }

    /** Nothing else is under way. */
    private void send(String what) {
        if (!what.isEmpty()) {
            text = what.getBytes(StandardCharsets.UTF_8);
            sendingSince = System.nanoTime();
        }
        onWritePossible();
    }

    private boolean sending() {
        return text != null || unflushed;
    }

    /** Goes on with what is under way; out's own calls come here too. */
    @Override
    public synchronized void onWritePossible() {
        try {
            while (sending() && !closed.isDone() && out.isReady()) {
                var next = text;
                if (next != null) {
                    text = null;
                    unflushed = true;
                    out.write(next);
                } else {
                    unflushed = false;
                    out.flush();
                }
            }
        } catch (IOException | RuntimeException e) {
            close(); // the client left
        }
        if (again && !sending()) {
            pump();
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
    }

    synchronized void keepAlive() {
        if (!reading && !sending()) {
            send(": still here\n\n");
        }
    }

    /** Drops a client to which a page has been under way for too long. */
    void closeIfSlow() {
        boolean slow;
        synchronized (this) {
            slow = sending() && System.nanoTime() - sendingSince > PATIENCE_NANOS;
        }
        if (slow) {
            close();
        }
    }

    /** Ends it; the client may come back with {@code Last-Event-ID}. */
    public void close() {
        closed.complete(null);
    }
}
