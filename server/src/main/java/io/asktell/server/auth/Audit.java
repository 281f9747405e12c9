package io.asktell.server.auth;

import io.asktell.server.store.AuditRow;
import io.asktell.server.store.AuditStore;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The book of who made and revoked keys, deleted things and set providers, kept in the main database. A deed is written down before it is done, so
 * that none goes unseen, and its end after it.
 */
public final class Audit {
    private final Jdbi jdbi;

    public Audit(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * Something that somebody is about to do.
     *
     * @param action as {@code study_deleted}
     * @param subject the id or name of what it is done to; empty if that comes out later
     * @param requestId also in the log and in the answer
     * @param address where the request came from
     */
    public record Deed(Credential caller, String action, String subject, String requestId, String address) {}

    /** Some of the entries, and how many there are. */
    public record Page(List<AuditRow> entries, long total) {}

    /** Returns the number of the entry, to be {@linkplain #complete completed}. */
    public long begin(Deed deed) {
        return insert(deed, null);
    }

    public void complete(long entry, int status, String subject) {
        jdbi.useExtension(AuditStore.class, store -> store.complete(entry, status, subject));
    }

    /** Writes down what was not even begun. */
    public void refused(Deed deed, int status) {
        insert(deed, status);
    }

    /** Newest first. */
    public Page list(@Nullable String action, int limit, long offset) {
        return jdbi.withExtension(
                AuditStore.class, store -> new Page(store.list(action, limit, offset), store.count(action)));
    }

    private long insert(Deed deed, @Nullable Integer status) {
        return jdbi.withExtension(
                AuditStore.class,
                store -> store.insert(
                        deed.caller().id(),
                        deed.caller().name(),
                        deed.action(),
                        deed.subject(),
                        status,
                        deed.requestId(),
                        deed.address()));
    }
}
