package io.asktell.server.events;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One watcher of one study or job. At most a page is under way to it; the next is read once that has gone out, so a watcher that reads
 * slowly costs a page of memory and no thread, and one that does not read at all is dropped. It may come back with the number of the
 * last thing it got.
 *
 * @param <K> names what is watched
 */
public final class EventStream<K> {
    private static final Logger log = LoggerFactory.getLogger(EventStream.class);
    static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final K key;
    private final LongFunction<Page> pages;
    private final Executor pumps;
    private final Watcher watcher;
    private final Consumer<EventStream<K>> whenClosed;
    private long sent;
    /** Whether a page is being read or is under way, whether and since when the latter, and whether there was a call meanwhile. */
    private boolean busy;

    private boolean sending;
    private long sendingNanos;
    private boolean again;
    private boolean closed;

    EventStream(
            K key,
            long since,
            LongFunction<Page> pages,
            Executor pumps,
            Watcher watcher,
            Consumer<EventStream<K>> whenClosed) {
        this.key = key;
        this.sent = since;
        this.pages = pages;
        this.pumps = pumps;
        this.watcher = watcher;
        this.whenClosed = whenClosed;
    }

    K key() {
        return key;
    }

    Watcher watcher() {
        return watcher;
    }

    synchronized long sent() {
        return sent;
    }

    /** Sends what is new, on the executor; calls that come meanwhile make it look once more. */
    synchronized void pump() {
        if (closed) {
            return;
        }
        if (busy) {
            again = true;
            return;
        }
        busy = true;
        again = false;
        try {
            pumps.execute(this::sendPage);
        } catch (RejectedExecutionException e) {
            log.debug("closing, so nothing more is sent");
        }
    }

    private void sendPage() {
        Page page;
        try {
            page = pages.apply(sent());
        } catch (RuntimeException e) {
            log.debug("cannot read what is new about {}; the next look tries again", key, e);
            failed();
            return;
        }
        synchronized (this) {
            sending = true;
            sendingNanos = System.nanoTime();
        }
        CompletableFuture<?>[] texts = page.texts().stream().map(watcher::send).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(texts).whenComplete((nothing, failure) -> {
            if (failure != null) {
                close();
            } else if (page.over()) {
                end(Watcher.OVER, "There is nothing more to come.");
            } else {
                done(page);
            }
        });
    }

    private synchronized void failed() {
        busy = false;
    }

    private synchronized void done(Page page) {
        sent = Math.max(sent, page.last());
        busy = false;
        sending = false;
        if (page.more() || again) {
            pump();
        }
    }

    /** Drops a watcher to which a page has been under way for too long. */
    void endIfSlow() {
        boolean slow;
        synchronized (this) {
            slow = sending && System.nanoTime() - sendingNanos > PATIENCE_NANOS;
        }
        if (slow) {
            end(Watcher.TRY_AGAIN, "Messages were not read in time; connect again and go on from the last.");
        }
    }

    /** Ends the watcher's connection too. */
    void end(int code, String reason) {
        close();
        watcher.close(code, reason);
    }

    /** Sends nothing more. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        whenClosed.accept(this);
    }
}
