package io.asktell.server.events;

import io.asktell.server.store.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.LongFunction;

/**
 * The open streams of this server about things of one kind. What is sent is read from the database, live or of long ago, so it does
 * not matter which server wrote it; one query asks for all streams whether there is anything.
 *
 * @param <K> names a thing
 */
abstract class Streams<K> implements AutoCloseable {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);

    private final Set<EventStream<K>> streams = ConcurrentHashMap.newKeySet();
    private final BiFunction<List<K>, List<Long>, List<K>> ahead;
    private final ExecutorService pumps;
    private final Rounds looks;
    private final Rounds pings;
    private volatile boolean closed;

    /** @param ahead which of some things, with the last that is known of each, there is more about */
    Streams(String name, Duration look, BiFunction<List<K>, List<Long>, List<K>> ahead) {
        this.ahead = ahead;
        pumps = Executors.newFixedThreadPool(2, Rounds.daemons(name));
        looks = new Rounds(name + "-clock", "look for what to tell watchers", this::look);
        pings = new Rounds(name + "-pings", "keep streams alive", this::ping);
        looks.start(look);
        pings.start(KEEP_ALIVE);
    }

    EventStream<K> add(K key, long since, LongFunction<Page> pages, Watcher watcher) {
        var stream = new EventStream<>(key, since, pages, pumps, watcher, streams::remove);
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

    /** Tells the streams about some things that there may be something to read. */
    void wake(Set<K> keys) {
        streams.stream().filter(stream -> keys.contains(stream.key())).forEach(EventStream::pump);
    }

    private void look() {
        streams.forEach(EventStream::endIfSlow);
        Map<K, Long> known = new HashMap<>();
        streams.forEach(stream -> known.merge(stream.key(), stream.sent(), Math::min));
        if (!known.isEmpty()) {
            List<K> keys = new ArrayList<>(known.keySet());
            List<Long> last = keys.stream().map(known::get).toList();
            wake(Set.copyOf(ahead.apply(keys, last)));
        }
    }

    private void ping() {
        streams.forEach(stream -> stream.watcher().ping());
    }

    /** Ends every stream, and tells the watchers that the server goes away. */
    @Override
    public void close() {
        closed = true;
        looks.close();
        pings.close();
        streams.forEach(this::end);
        pumps.shutdownNow();
    }

    private void end(EventStream<K> stream) {
        stream.end(Watcher.GOING_AWAY, "The server stops; connect again.");
    }
}
