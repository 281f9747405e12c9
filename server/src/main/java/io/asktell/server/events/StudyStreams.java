package io.asktell.server.events;

import io.asktell.server.store.EventRow;
import io.asktell.server.store.EventStore;
import io.asktell.server.study.StudyEvent;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * The open event streams of this server about studies, as server-sent events; an event's id is the seq of its change. A stream reads on
 * when this server changed its study, and twice a second when another one did.
 */
public final class StudyStreams extends Streams<Long> {
    private static final int PAGE = 500;
    /** An event tells a whole trial or study, which may be long. */
    private static final int PAGE_CHARS = 1 << 18;

    private final Jdbi jdbi;

    public StudyStreams(Jdbi jdbi) {
        super(
                "streams",
                Duration.ofMillis(500),
                (studyIds, known) -> jdbi.withExtension(EventStore.class, store -> store.ahead(studyIds, known)));
        this.jdbi = jdbi;
    }

    /**
     * Opens a stream; it closes itself when its client or its study is gone.
     *
     * @param after the last change the client knows of
     * @param data an event's JSON, on one line
     */
    public EventStream<Long> open(long studyId, long after, Function<EventRow, String> data, Watcher watcher) {
        return add(studyId, after, known -> page(studyId, known, data), watcher);
    }

    private Page page(long studyId, long after, Function<EventRow, String> data) {
        var events = read(studyId, after, PAGE);
        if (events.isEmpty()) {
            boolean gone = jdbi.withExtension(EventStore.class, store -> store.seq(studyId))
                    .isEmpty();
            return new Page(List.of(), after, false, gone);
        }
        var text = new StringBuilder();
        long sent = events.get(0).seq();
        for (var event : events) {
            if (event.seq() != sent && text.length() > PAGE_CHARS) {
                return new Page(List.of(text.toString()), sent, true, false);
            }
            text.append("event: ").append(event.type()).append('\n');
            text.append("id: ").append(event.seq()).append('\n');
            text.append("data: ").append(data.apply(event)).append("\n\n");
            sent = event.seq();
        }
        return new Page(List.of(text.toString()), sent, events.size() >= PAGE / 2, false);
    }

    /** Whole changes only, so that any of them can be the last that a client knows of. */
    private List<EventRow> read(long studyId, long after, int limit) {
        var events = jdbi.withExtension(EventStore.class, store -> store.after(studyId, after, limit));
        if (events.size() < limit) {
            return events;
        }
        long cut = events.get(limit - 1).seq();
        var whole = events.stream().filter(event -> event.seq() < cut).toList();
        return whole.isEmpty() ? read(studyId, after, 2 * limit) : whole;
    }

    /** Takes what a transaction of this server did. */
    public void changed(List<StudyEvent> events) {
        if (count() > 0) {
            wake(events.stream().map(StudyEvent::studyId).collect(Collectors.toSet()));
        }
    }
}
