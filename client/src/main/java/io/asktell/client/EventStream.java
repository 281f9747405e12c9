package io.asktell.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Events as they happen. When the connection breaks it is made again, and goes on after the last event
 * that came. One thread reads; any thread may close.
 */
public final class EventStream implements AutoCloseable {
    private static final Duration BETWEEN_CONNECTIONS = Duration.ofSeconds(1);

    private final Transport transport;
    private final String path;
    private @Nullable String lastId;
    private @Nullable EventParser events;
    private volatile @Nullable InputStream body;
    private volatile boolean closed;

    EventStream(Transport transport, String path, @Nullable String lastId) {
        this.transport = transport;
        this.path = path;
        this.lastId = lastId;
    }

    /** Waits for the next event; empty once the stream is closed. Throws when the server cannot be reached any more. */
    public Optional<ServerEvent> next() {
        while (!closed) {
            try {
                var event = connected().next();
                if (event.isPresent()) {
                    lastId = event.get().id();
                    return event;
                }
            } catch (IOException e) {
                // the connection broke: made anew below, with the transport's patience
            }
            events = null;
            if (!closed) {
                transport.pause(BETWEEN_CONNECTIONS);
            }
        }
        return Optional.empty();
    }

    private EventParser connected() {
        var present = events;
        if (present != null) {
            return present;
        }
        var call = Call.get(path).header("Accept", "text/event-stream");
        var id = lastId;
        var stream = transport
                .open(id == null ? call : call.header("Last-Event-ID", id))
                .body();
        body = stream;
        if (closed) {
            close();
        }
        var made = new EventParser(new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)), id);
        events = made;
        return made;
    }

    @Override
    public void close() {
        closed = true;
        var stream = body;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                throw new AssertionError("closing an HTTP body fails never", e);
            }
        }
    }
}
