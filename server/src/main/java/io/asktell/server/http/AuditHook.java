package io.asktell.server.http;

import io.asktell.api.AuditEntry;
import io.asktell.server.auth.Audit;
import io.asktell.server.auth.Audit.Deed;
import io.asktell.server.store.AuditRow;
import io.javalin.http.Context;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down who calls a route that is {@linkplain Route#audited audited}, before and after its handler, and shows what was written. */
public final class AuditHook {
    private static final Logger log = LoggerFactory.getLogger(AuditHook.class);
    private static final String ENTRY = "asktell.audit";
    private static final String SUBJECT = "asktell.audit.subject";

    private final Audit audit;

    public AuditHook(Audit audit) {
        this.audit = audit;
    }

    /** Names what a deed was done to, where the path does not. */
    static void subject(Context ctx, String subject) {
        ctx.attribute(SUBJECT, subject);
    }

    void before(Context ctx) {
        var action = Access.routeOf(ctx).audit();
        if (!action.isEmpty()) {
            ctx.attribute(ENTRY, audit.begin(deed(ctx, action)));
        }
    }

    /** Never fails: what was done is done, and an entry without a status says as much. */
    void after(Context ctx) {
        try {
            Long entry = ctx.attribute(ENTRY);
            if (entry != null) {
                ctx.attribute(ENTRY, null);
                audit.complete(entry, ctx.statusCode(), subjectOf(ctx));
            } else if (ctx.statusCode() == 403) {
                Access.matched(ctx)
                        .map(Route::audit)
                        .filter(action -> !action.isEmpty())
                        .ifPresent(action -> audit.refused(deed(ctx, action), 403));
            }
        } catch (RuntimeException e) {
            log.warn("request {}: its end is missing in the audit log", RequestId.of(ctx), e);
        }
    }

    void list(Context ctx) {
        var page = RequestReader.page(ctx);
        var found = audit.list(RequestReader.query(ctx, "action").orElse(null), page.limit(), page.offset());
        ctx.header("X-Total-Count", Long.toString(found.total()));
        ctx.json(found.entries().stream().map(AuditHook::entry).toList());
    }

    private static Deed deed(Context ctx, String action) {
        return new Deed(Access.credential(ctx), action, subjectOf(ctx), RequestId.of(ctx), ClientAddress.of(ctx));
    }

    private static String subjectOf(Context ctx) {
        return Objects.requireNonNullElseGet(
                ctx.<String>attribute(SUBJECT),
                () -> String.join("/", ctx.pathParamMap().values()));
    }

    private static AuditEntry entry(AuditRow row) {
        return new AuditEntry(
                row.id(),
                row.at(),
                row.actor(),
                row.actorName(),
                row.action(),
                row.subject(),
                row.status(),
                row.requestId(),
                row.address());
    }
}
