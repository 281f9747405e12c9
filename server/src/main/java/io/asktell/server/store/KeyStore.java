package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** API keys. */
@RegisterConstructorMapper(KeyRow.class)
public interface KeyStore {
    String COLUMNS =
            "id, name, scopes, secret_hash, origin, created_at, expires_at, revoked_at, last_used_at, rate_limit_rpm";

    /** What is told about a key when it is made; the database adds the time. */
    record NewKey(
            String id,
            String name,
            String[] scopes,
            byte[] secretHash,
            String origin,
            @Nullable Instant expiresAt,
            @Nullable Integer rateLimitRpm) {}

    @SqlQuery("""
            INSERT INTO api_key (id, name, scopes, secret_hash, origin, expires_at, rate_limit_rpm)
            VALUES (:id, :name, :scopes, :secretHash, :origin, :expiresAt, :rateLimitRpm)
            RETURNING
            """ + COLUMNS)
    KeyRow insert(@BindMethods NewKey key);

    /** Inserts only where no key was ever made. Returns how many rows were inserted; 0 means that there is one. */
    @SqlUpdate("""
            INSERT INTO api_key (id, name, scopes, secret_hash, origin, expires_at, rate_limit_rpm)
            SELECT :id, :name, :scopes, :secretHash, :origin, :expiresAt, :rateLimitRpm
             WHERE NOT EXISTS (SELECT 1 FROM api_key)
            ON CONFLICT DO NOTHING
            """)
    int insertIfNone(@BindMethods NewKey key);

    @SqlQuery("SELECT " + COLUMNS + " FROM api_key WHERE id = :id")
    Optional<KeyRow> find(String id);

    /** The key that the configuration sets, if one is in force. */
    @SqlQuery("SELECT " + COLUMNS + " FROM api_key WHERE origin = 'configured' AND revoked_at IS NULL")
    Optional<KeyRow> configured();

    /** Keys that are not revoked, oldest first; expired ones are among them. */
    @SqlQuery("SELECT " + COLUMNS + """
             FROM api_key
             WHERE revoked_at IS NULL
             ORDER BY created_at, id
             LIMIT :limit OFFSET :offset
            """)
    List<KeyRow> list(int limit, long offset);

    @SqlQuery("SELECT count(*) FROM api_key WHERE revoked_at IS NULL")
    long count();

    /** Returns how many rows changed; 0 means that there is no such key, or it was revoked before. */
    @SqlUpdate("UPDATE api_key SET revoked_at = now() WHERE id = :id AND revoked_at IS NULL")
    int revoke(String id);

    /** Moves the time of last use forward, never back. */
    @SqlUpdate("UPDATE api_key SET last_used_at = greatest(last_used_at, :usedAt) WHERE id = :id")
    int touch(String id, Instant usedAt);

    /** One at a time over all servers, until the transaction ends. */
    @SqlQuery("SELECT pg_advisory_xact_lock(7710411)::text")
    String lockStart();
}
