package io.asktell.client;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Reads a list route page by page: by {@code X-Next-Cursor} where the server sends one, else by offset to {@code X-Total-Count}. */
final class Pages<T> implements Iterator<T> {
    private final Transport transport;
    private final Call call;
    private final Class<T> type;
    private List<T> page = List.of();
    private int next;
    private long seen;
    private Call following;
    private boolean byCursor;
    private boolean done;

    private Pages(Transport transport, Call call, Class<T> type) {
        this.transport = transport;
        this.call = call;
        this.type = type;
        this.following = call;
    }

    static <T> Stream<T> stream(Transport transport, Call call, Class<T> type) {
        var pages = new Pages<>(transport, call, type);
        return StreamSupport.stream(
                Spliterators.spliteratorUnknownSize(pages, Spliterator.ORDERED | Spliterator.NONNULL), false);
    }

    @Override
    public boolean hasNext() {
        while (next == page.size() && !done) {
            fetch();
        }
        return next < page.size();
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return page.get(next++);
    }

    private void fetch() {
        var answer = transport.send(following);
        page = answer.readList(type);
        next = 0;
        seen += page.size();
        var cursor = answer.header("X-Next-Cursor");
        if (cursor.isPresent()) {
            byCursor = true;
            following = call.query("cursor", cursor.get());
            done = page.isEmpty();
        } else {
            following = call.query("offset", seen);
            long total = answer.header("X-Total-Count").map(Long::parseLong).orElse(seen);
            done = byCursor || page.isEmpty() || seen >= total;
        }
    }
}
