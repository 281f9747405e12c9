package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Suites and their versions. */
@RegisterConstructorMapper(SuiteRow.class)
public interface SuiteStore {
    @SqlUpdate("INSERT INTO suite (id) VALUES (:id)")
    void add(String id);

    @SqlUpdate("""
            INSERT INTO suite_version (suite_id, version, name, cases, tools, definition)
            VALUES (:id, :version, :name, :cases, :tools, :definition)
            """)
    void addVersion(String id, int version, String name, int cases, int tools, String definition);

    /** Makes room for a new version and returns its number; empty without the suite. */
    @SqlQuery("UPDATE suite SET version = version + 1, updated_at = clock_timestamp() WHERE id = :id RETURNING version")
    Optional<Integer> nextVersion(String id);

    /** A version of a suite, the newest where none is named. */
    @SqlQuery("""
            SELECT s.id, v.version, s.version AS newest, v.name, v.cases, v.tools, v.definition, s.created_at, s.updated_at
              FROM suite s JOIN suite_version v ON v.suite_id = s.id AND v.version = coalesce(:version::int, s.version)
             WHERE s.id = :id
            """)
    Optional<SuiteRow> find(String id, @Nullable Integer version);

    /** The newest versions, without their definitions. */
    @SqlQuery("""
            SELECT s.id, v.version, s.version AS newest, v.name, v.cases, v.tools, '' AS definition, s.created_at, s.updated_at
              FROM suite s JOIN suite_version v ON v.suite_id = s.id AND v.version = s.version
             ORDER BY s.created_at, s.id LIMIT :limit OFFSET :offset
            """)
    List<SuiteRow> page(int limit, long offset);

    @SqlQuery("SELECT count(*) FROM suite")
    long count();

    /** A job of this suite that has not ended, if there is one. */
    @SqlQuery("SELECT id FROM job WHERE suite_id = :id AND status IN ('queued', 'running') LIMIT 1")
    Optional<String> openJob(String id);

    @SqlUpdate("DELETE FROM suite WHERE id = :id")
    int delete(String id);
}
