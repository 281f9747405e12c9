package io.asktell.server.http;

import io.asktell.server.events.Watcher;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A client that reads server-sent events. What it does not take yet waits here, and no thread waits with it. */
final class EventOutput implements Watcher, WriteListener {
    private record Part(byte[] bytes, CompletableFuture<Void> sent) {}

    private final ServletOutputStream out;
    private final Runnable cut;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Deque<Part> waiting = new ArrayDeque<>();
    private @Nullable Part current;
    /** What has been done with the current part, whenever the output is ready for the next: written, flushed. */
    private int steps;

    private boolean closing;

    private EventOutput(ServletOutputStream out, Runnable cut) {
        this.out = out;
        this.cut = cut;
    }

    /**
     * @param out of a request that has become asynchronous
     * @param cut breaks the connection
     */
    static EventOutput to(ServletOutputStream out, Runnable cut) {
        var output = new EventOutput(out, cut);
        out.setWriteListener(output);
        return output;
    }

    /** Completes when the stream ended, whoever ended it. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    @Override
    public CompletableFuture<Void> send(String text) {
        var part = new Part(text.getBytes(StandardCharsets.UTF_8), new CompletableFuture<>());
        synchronized (this) {
            if (closing) {
                part.sent.completeExceptionally(new IOException("the stream has ended"));
                return part.sent;
            }
            waiting.add(part);
        }
        onWritePossible();
        return part.sent;
    }

    @Override
    public void ping() {
        if (idle()) {
            var unused = send(": still here\n\n"); // a client that left is noticed by that
        }
    }

    /** Who does not read takes no farewell either, and is cut off. */
    @Override
    public void close(int code, String reason) {
        if (idle()) {
            send(": " + reason + "\n\n").whenComplete((nothing, failure) -> end());
        } else {
            cut.run();
            end();
        }
    }

    private synchronized boolean idle() {
        return !closing && current == null && waiting.isEmpty();
    }

    /** Goes on with what is under way, for as long as the client takes it. */
    @Override
    public synchronized void onWritePossible() {
        try {
            while (!closing && next() && out.isReady()) {
                step();
            }
        } catch (IOException | RuntimeException e) {
            end(); // the client left
        }
    }

    private boolean next() {
        if (current == null) {
            current = waiting.poll();
            steps = 0;
        }
        return current != null;
    }

    private void step() throws IOException {
        var part = current;
        if (part == null) {
            return;
        }
        switch (steps++) {
            case 0 -> out.write(part.bytes);
            case 1 -> out.flush();
            default -> {
                current = null;
                part.sent.complete(null);
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        end();
    }

    private void end() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
            var failure = new IOException("the stream has ended");
            if (current != null) {
                current.sent.completeExceptionally(failure);
            }
            waiting.forEach(part -> part.sent.completeExceptionally(failure));
        }
        closed.complete(null);
    }
}
