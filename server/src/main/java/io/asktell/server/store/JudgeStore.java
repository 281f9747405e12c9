package io.asktell.server.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** Reports of judges, one for each tune. */
@RegisterConstructorMapper(JudgeRow.class)
@RegisterConstructorMapper(JudgeWishRow.class)
public interface JudgeStore {
    String REPORT_COLUMNS = "job_id, run_id, model, status, planned, verdicts, error, created_at, completed_at";
    String WISH_COLUMNS = "job_id, model, criteria";

    /** Begins a report in place of the one before. */
    @SqlQuery("""
            INSERT INTO judge_report (job_id, run_id, model, status, planned, verdicts)
            VALUES (:jobId, :runId, :model, 'running', :planned, '[]')
            ON CONFLICT (job_id) DO UPDATE
               SET run_id = excluded.run_id, model = excluded.model, status = 'running', planned = excluded.planned,
                   verdicts = '[]', error = NULL, created_at = clock_timestamp(), completed_at = NULL
            RETURNING
            """ + REPORT_COLUMNS)
    JudgeRow begin(String jobId, String runId, String model, int planned);

    @SqlUpdate("""
            UPDATE judge_report SET status = :status, verdicts = :verdicts, error = :error, completed_at = clock_timestamp()
             WHERE job_id = :jobId
            """)
    void end(String jobId, String status, String verdicts, @Nullable String error);

    /** Keeps a judge that is to look at a tune once it is completed. */
    @SqlUpdate("INSERT INTO judge_wish (job_id, model, criteria) VALUES (:jobId, :model, :criteria)")
    void wish(@BindMethods JudgeWishRow row);

    /** Takes a wish whose tune is completed; no other server gets the same one, and nobody gets it again. */
    @SqlQuery("""
            UPDATE judge_wish SET granted = true
             WHERE job_id = (SELECT w.job_id FROM judge_wish w JOIN job ON job.id = w.job_id
                              WHERE NOT w.granted AND job.status = 'completed' LIMIT 1 FOR UPDATE OF w SKIP LOCKED)
            RETURNING
            """ + WISH_COLUMNS)
    Optional<JudgeWishRow> takeWish();

    /** The judge that a tune was started with. */
    @SqlQuery("SELECT " + WISH_COLUMNS + " FROM judge_wish WHERE job_id = :jobId")
    Optional<JudgeWishRow> wish(String jobId);

    /** That of the report, or {@code wished} for one that is to be made. */
    @SqlQuery("""
            SELECT status FROM judge_report WHERE job_id = :jobId
            UNION ALL SELECT 'wished' FROM judge_wish WHERE job_id = :jobId AND NOT granted LIMIT 1
            """)
    Optional<String> status(String jobId);

    @SqlQuery("SELECT " + REPORT_COLUMNS + " FROM judge_report WHERE job_id = :jobId")
    Optional<JudgeRow> find(String jobId);
}
