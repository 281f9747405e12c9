package io.asktell.server.store;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Tunes and what came of their cases. */
@RegisterConstructorMapper(JobRow.class)
@RegisterConstructorMapper(CaseResultRow.class)
public interface JobStore {
    String JOB_COLUMNS =
            "id, credential, status, suite_id, suite_version, suite_name, cases, models, space, mode, sampler, combos, "
                    + "objectives, directions, pruner, max_failures, kind, workers, repeats, racing, reuse_results, "
                    + "max_concurrent, timeout_seconds, seed, error, created_at, started_at, completed_at";
    String CASE_RESULT_COLUMNS =
            "study_id, number, case_id, repeat, outcome, score, calls, latency_ms, tokens, error, detail, reused";

    String FILTER = """
            (:suite::text IS NULL OR suite_id = :suite::text)
            AND (:model::text IS NULL OR :model::text = ANY (models))
            AND (:status::text IS NULL OR status = :status::text)
            AND (:mode::text IS NULL OR mode = :mode::text)
            """;

    @SqlUpdate("""
            INSERT INTO job (id, credential, status, suite_id, suite_version, suite_name, cases, models, space, mode, sampler, combos,
                             objectives, directions, pruner, max_failures, kind, workers, repeats, racing, reuse_results,
                             max_concurrent, timeout_seconds, seed)
            VALUES (:id, :credential, :status, :suiteId, :suiteVersion, :suiteName, :cases, :models, :space, :mode, :sampler,
                    :combos, :objectives, :directions, :pruner, :maxFailures, :kind, :workers, :repeats, :racing, :reuseResults, :maxConcurrent, :timeoutSeconds, :seed::bigint)
            """)
    void add(@BindMethods JobRow row);

    @SqlQuery("SELECT " + JOB_COLUMNS + " FROM job WHERE id = :id")
    Optional<JobRow> find(String id);

    @SqlQuery("SELECT " + JOB_COLUMNS + " FROM job WHERE " + FILTER
            + " ORDER BY created_at DESC, id LIMIT :limit OFFSET :offset")
    List<JobRow> page(@BindMethods JobFilter filter, int limit, long offset);

    @SqlQuery("SELECT count(*) FROM job WHERE " + FILTER)
    long count(@BindMethods JobFilter filter);

    /** Jobs of a credential that are queued or running. */
    @SqlQuery(
            "SELECT count(*) FROM job WHERE credential IS NOT DISTINCT FROM :credential AND status IN ('queued', 'running')")
    int active(@Nullable String credential);

    /** When the oldest of the jobs that a credential made since began; empty without any. */
    @SqlQuery(
            "SELECT created_at FROM job WHERE credential IS NOT DISTINCT FROM :credential AND created_at > :since ORDER BY created_at")
    List<Instant> madeSince(@Nullable String credential, Instant since);

    /** Serialises what counts jobs before it adds or starts one. */
    @SqlQuery("SELECT pg_advisory_xact_lock(7316177)::text")
    String lockCounting();

    @SqlQuery("SELECT clock_timestamp()")
    Instant now();

    @SqlQuery("SELECT " + JOB_COLUMNS + " FROM job WHERE status = 'queued' ORDER BY created_at, id LIMIT 1")
    Optional<JobRow> firstQueued();

    @SqlQuery("SELECT count(*) FROM job WHERE status = 'running'")
    int running();

    /** Running jobs that no other server looks after at this moment, oldest first; they stay ours until the transaction ends. */
    @SqlQuery("SELECT " + JOB_COLUMNS
            + " FROM job WHERE status = 'running' ORDER BY created_at, id FOR UPDATE SKIP LOCKED")
    List<JobRow> lockRunning();

    @SqlUpdate("UPDATE job SET status = 'running', started_at = clock_timestamp() WHERE id = :id AND status = 'queued'")
    int start(String id);

    /** Ends a job; 0 means it had ended already. */
    @SqlUpdate("""
            UPDATE job SET status = :status, error = :error, completed_at = clock_timestamp()
             WHERE id = :id AND status IN ('created', 'queued', 'running')
            """)
    int end(String id, String status, @Nullable String error);

    /** Forgets a job that is not active; 0 means it is, or there is none. */
    @SqlUpdate("DELETE FROM job WHERE id = :id AND status NOT IN ('queued', 'running')")
    int delete(String id);

    /** Queues a job that was only made, or failed; 0 means it is neither. */
    @SqlUpdate("""
            UPDATE job SET status = 'queued', max_failures = :maxFailures, error = NULL, started_at = NULL, completed_at = NULL
             WHERE id = :id AND status IN ('created', 'failed')
            """)
    int queue(String id, int maxFailures);

    /** Adds results; a case told again takes the later one. */
    @SqlBatch("""
            INSERT INTO case_result (study_id, number, case_id, repeat, outcome, score, calls, latency_ms, tokens, error, detail, reused)
            VALUES (:studyId, :number, :caseId, :repeat, :outcome, :score::float8, :calls, :latencyMs::float8, :tokens, :error,
                    :detail, :reused)
            ON CONFLICT (study_id, number, case_id, repeat) DO UPDATE
               SET outcome = excluded.outcome, score = excluded.score, calls = excluded.calls,
                   latency_ms = excluded.latency_ms, tokens = excluded.tokens, error = excluded.error,
                   detail = excluded.detail, reused = excluded.reused
            """)
    void addResults(@BindMethods List<CaseResultRow> rows);

    @SqlQuery("SELECT " + CASE_RESULT_COLUMNS
            + " FROM case_result WHERE study_id = :studyId AND number = :number ORDER BY case_id, repeat")
    List<CaseResultRow> results(long studyId, int number);
}
