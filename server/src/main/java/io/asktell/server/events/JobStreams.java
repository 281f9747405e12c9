package io.asktell.server.events;

import io.asktell.server.store.JobEventRow;
import io.asktell.server.store.JobEventStore;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** The watchers of jobs on this server; each job numbers its messages. */
public final class JobStreams extends Streams<String> {
    private static final int PAGE = 100;

    private final Jdbi jdbi;

    public JobStreams(Jdbi jdbi) {
        super(
                "watchers",
                Duration.ofMillis(200),
                (jobIds, known) -> jdbi.withExtension(JobEventStore.class, store -> store.ahead(jobIds, known)));
        this.jdbi = jdbi;
    }

    /** Sends a job's messages to a watcher, from the one after {@code since} on; it ends with {@link EventStream#close}. */
    public EventStream<String> open(String jobId, long since, Watcher watcher) {
        return add(jobId, since, after -> page(jobId, after), watcher);
    }

    private Page page(String jobId, long after) {
        var rows = jdbi.withExtension(JobEventStore.class, store -> store.after(jobId, after, PAGE));
        long last = rows.isEmpty() ? after : rows.get(rows.size() - 1).n();
        return new Page(rows.stream().map(JobEventRow::message).toList(), last, rows.size() == PAGE, false);
    }
}
