package io.asktell.server.store;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Answers kept for repeated requests. Ages are by the database's clock. */
@RegisterConstructorMapper(IdempotencyRow.class)
public interface IdempotencyStore {
    String COLUMNS = "credential, route, key, body_hash, reservation, reserved_at, status, content_type, body";

    /**
     * Reserves the key. Takes over what is older than 24 hours, and a reservation that was not answered within 60 seconds, because
     * its server must have died. Returns how many rows changed; 0 means that somebody else's row stands.
     */
    @SqlUpdate("""
            INSERT INTO idempotency AS kept (credential, route, key, body_hash, reservation)
            VALUES (:credential, :route, :key, :bodyHash, :reservation)
            ON CONFLICT (credential, route, key) DO UPDATE
               SET body_hash = excluded.body_hash, reservation = excluded.reservation, reserved_at = now(),
                   status = NULL, content_type = NULL, body = NULL
             WHERE kept.reserved_at < now() - interval '24 hours'
                OR kept.status IS NULL AND kept.reserved_at < now() - interval '60 seconds'
                   AND kept.body_hash = excluded.body_hash
            """)
    int reserve(String credential, String route, String key, byte[] bodyHash, UUID reservation);

    /** Waits until no other transaction holds this key, and holds it until this one ends. */
    @SqlQuery("SELECT pg_advisory_xact_lock(6177, hashtext(:key))::text")
    String lock(String key);

    /** The row of the key, unless it is older than 24 hours. */
    @SqlQuery("SELECT " + COLUMNS + """
             FROM idempotency
             WHERE credential = :credential AND route = :route AND key = :key
               AND reserved_at >= now() - interval '24 hours'
            """)
    Optional<IdempotencyRow> find(String credential, String route, String key);

    /** Answers a reservation. Returns how many rows changed; 0 means that it was taken over meanwhile. */
    @SqlUpdate("""
            UPDATE idempotency SET status = :status, content_type = :contentType, body = :body
             WHERE credential = :credential AND route = :route AND key = :key
               AND reservation = :reservation AND status IS NULL
            """)
    int answer(
            String credential,
            String route,
            String key,
            UUID reservation,
            int status,
            @Nullable String contentType,
            byte[] body);

    /**
     * Keeps an answer without a reservation before, for those who decide and answer in one transaction. Returns how many rows
     * changed; 0 means that another request with the key came first, and the caller must roll back.
     */
    @SqlUpdate("""
            INSERT INTO idempotency AS kept (credential, route, key, body_hash, reservation, status, content_type, body)
            VALUES (:credential, :route, :key, :bodyHash, gen_random_uuid(), :status, :contentType, :body)
            ON CONFLICT (credential, route, key) DO UPDATE
               SET body_hash = excluded.body_hash, reservation = excluded.reservation, reserved_at = now(),
                   status = excluded.status, content_type = excluded.content_type, body = excluded.body
             WHERE kept.reserved_at < now() - interval '24 hours'
            """)
    int insertAnswered(
            String credential,
            String route,
            String key,
            byte[] bodyHash,
            int status,
            @Nullable String contentType,
            byte[] body);

    /** Gives a reservation up, so that the next request with the key is a first one again. */
    @SqlUpdate("""
            DELETE FROM idempotency
             WHERE credential = :credential AND route = :route AND key = :key
               AND reservation = :reservation AND status IS NULL
            """)
    int release(String credential, String route, String key, UUID reservation);

    /** Throws away what is older than 24 hours. Returns how many rows went. */
    @SqlUpdate("DELETE FROM idempotency WHERE reserved_at < now() - interval '24 hours'")
    int purge();
}
