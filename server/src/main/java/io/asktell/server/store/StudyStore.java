package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Studies and their spaces; their ledgers are in {@link LedgerStore}. */
@RegisterConstructorMapper(StudyRow.class)
@RegisterConstructorMapper(StudySummaryRow.class)
public interface StudyStore {
    /** Adds a study with its first space and an empty ledger; empty when the name is taken. */
    @SqlQuery("""
            WITH added AS (
                INSERT INTO study (name, directions, sampler, sampler_options, pruner, pruner_options, seed, max_trials,
                                   lease_seconds, max_attempts, metric_names, user_attrs)
                VALUES (:name, :directions, :sampler, :samplerOptions, :pruner, :prunerOptions, :seed, :maxTrials::int,
                        :leaseSeconds::float8, :maxAttempts, :metricNames::text[], :userAttrs::jsonb)
                ON CONFLICT (name) DO NOTHING
                RETURNING id),
            spaced AS (
                INSERT INTO search_space (study_id, version, definition)
                SELECT id, :spaceVersion, :space FROM added),
            opened AS (
                INSERT INTO study_ledger (study_id) SELECT id FROM added)
            SELECT id FROM added
            """)
    Optional<Long> add(@BindMethods StudyRow row);

    @SqlQuery("SELECT id FROM study WHERE name = :name")
    Optional<Long> idOf(String name);

    @SqlQuery("""
            SELECT s.id, s.name, s.directions, s.sampler, s.sampler_options, s.pruner, s.pruner_options, s.seed, s.max_trials,
                   s.lease_seconds, s.max_attempts, s.metric_names, s.user_attrs, s.created_at,
                   p.version AS space_version, p.definition AS space
              FROM study s JOIN search_space p ON p.study_id = s.id
             WHERE s.id = :id
             ORDER BY p.version DESC LIMIT 1
            """)
    Optional<StudyRow> find(long id);

    /** The names of active studies of at least so many trials, the newest first. */
    @SqlQuery("""
            SELECT s.name FROM study s JOIN study_ledger l ON l.study_id = s.id
             WHERE l.status = 'active' AND l.next_number >= :trials
             ORDER BY s.id DESC LIMIT :limit
            """)
    List<String> activeOf(int trials, int limit);

    /** The spaces of all versions, the oldest first. */
    @SqlQuery("SELECT definition FROM search_space WHERE study_id = :id ORDER BY version")
    List<String> spaces(long id);

    /** Writes what a PATCH may change; the space, where it changed, by {@link #addSpace}. */
    @SqlUpdate("""
            UPDATE study
               SET sampler = :sampler, sampler_options = :samplerOptions, pruner = :pruner, pruner_options = :prunerOptions,
                   seed = :seed, user_attrs = :userAttrs::jsonb
             WHERE id = :id
            """)
    void redefine(@BindMethods StudyRow row);

    @SqlUpdate("INSERT INTO search_space (study_id, version, definition) VALUES (:id, :version, :definition)")
    void addSpace(long id, int version, String definition);

    /** Deletes a study with all it has; 0 means it was gone already. */
    @SqlUpdate("DELETE FROM study WHERE id = :id")
    int delete(long id);

    /** A page of studies by {@code created}, {@code name} or {@code trials}, with {@code -} the other way round, equal ones by id, each with the number of all that match. */
    @SqlQuery("""
            SELECT s.id, s.name, s.directions, l.status, l.next_number, l.best_values, l.first_started,
                   s.sampler, s.max_trials, l.waiting, l.running, l.complete, l.pruned, l.failed, count(*) OVER () AS total
              FROM study s JOIN study_ledger l ON l.study_id = s.id
             WHERE (:nameContains::text IS NULL OR position(lower(:nameContains) IN lower(s.name)) > 0)
               AND (:status::text IS NULL OR l.status = :status)
             ORDER BY CASE :order WHEN 'name' THEN lower(s.name) END,
                      CASE :order WHEN '-name' THEN lower(s.name) END DESC,
                      CASE :order WHEN 'trials' THEN l.next_number WHEN '-trials' THEN -l.next_number WHEN '-created' THEN -s.id END,
                      s.id
             LIMIT :limit OFFSET :offset
            """)
    List<StudySummaryRow> page(
            @Nullable String nameContains, @Nullable String status, String order, int limit, long offset);

    @SqlQuery("""
            SELECT count(*) FROM study s JOIN study_ledger l ON l.study_id = s.id
             WHERE (:nameContains::text IS NULL OR position(lower(:nameContains) IN lower(s.name)) > 0)
               AND (:status::text IS NULL OR l.status = :status)
            """)
    long count(@Nullable String nameContains, @Nullable String status);

    /** Studies of which a worker holds trials with leases. */
    @SqlQuery("""
            SELECT DISTINCT study_id FROM trial
             WHERE state = 'RUNNING' AND lease_expires_at IS NOT NULL AND worker = :worker
            """)
    List<Long> withTrialsOf(String worker);

    /** Studies that have a lease which ran out. */
    @SqlQuery("""
            SELECT DISTINCT study_id FROM trial
             WHERE state = 'RUNNING' AND lease_expires_at <= clock_timestamp()
            """)
    List<Long> withOverdueLeases();
}
