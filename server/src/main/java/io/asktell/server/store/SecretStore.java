package io.asktell.server.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Secrets that all replicas share, made once. */
public interface SecretStore {
    /** Returns how many rows were inserted; 0 means that somebody else was first, and theirs holds. */
    @SqlUpdate("INSERT INTO secret (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING")
    int insertIfAbsent(String name, byte[] value);

    @SqlQuery("SELECT value FROM secret WHERE name = :name")
    Optional<byte[]> find(String name);
}
