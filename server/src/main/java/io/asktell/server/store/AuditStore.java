package io.asktell.server.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What was done by whom. Rows are never deleted. */
@RegisterConstructorMapper(AuditRow.class)
public interface AuditStore {
    String COLUMNS = "id, at, actor, actor_name, action, subject, status, request_id, address";

    /** Returns the id of the new row. */
    @SqlQuery("""
            INSERT INTO audit (actor, actor_name, action, subject, status, request_id, address)
            VALUES (:actor, :actorName, :action, :subject, :status::int, :requestId, :address)
            RETURNING id
            """)
    long insert(
            String actor,
            String actorName,
            String action,
            String subject,
            @Nullable Integer status,
            String requestId,
            String address);

    @SqlUpdate("UPDATE audit SET status = :status, subject = :subject WHERE id = :id AND status IS NULL")
    int complete(long id, int status, String subject);

    /** Newest first. */
    @SqlQuery("SELECT " + COLUMNS + """
             FROM audit
             WHERE :action::text IS NULL OR action = :action
             ORDER BY id DESC
             LIMIT :limit OFFSET :offset
            """)
    List<AuditRow> list(@Nullable String action, int limit, long offset);

    @SqlQuery("SELECT count(*) FROM audit WHERE :action::text IS NULL OR action = :action")
    long count(@Nullable String action);
}
