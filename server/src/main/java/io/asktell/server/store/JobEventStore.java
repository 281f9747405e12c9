package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Messages about jobs, and how far each job has been told. */
@RegisterConstructorMapper(JobEventRow.class)
@RegisterConstructorMapper(JobLogRow.class)
public interface JobEventStore {
    String COLUMNS = "job_id, n, seqs, done, told_at, best";

    @SqlQuery("SELECT " + COLUMNS + " FROM job_log WHERE job_id = :jobId")
    Optional<JobLogRow> log(String jobId);

    @SqlUpdate("""
            INSERT INTO job_log (job_id, n, seqs, done, told_at, best)
            VALUES (:jobId, :n, :seqs::bigint[], :done, :toldAt, :best)
            ON CONFLICT (job_id) DO UPDATE
               SET n = excluded.n, seqs = excluded.seqs, done = excluded.done, told_at = excluded.told_at, best = excluded.best
            """)
    void keep(@BindMethods JobLogRow row);

    @SqlBatch("INSERT INTO job_event (job_id, n, message) VALUES (:jobId, :n, :message)")
    void add(@BindMethods List<JobEventRow> rows);

    @SqlQuery("SELECT job_id, n, message FROM job_event WHERE job_id = :jobId AND n > :n ORDER BY n LIMIT :limit")
    List<JobEventRow> after(String jobId, long n, int limit);

    /** The jobs, of those given, that have later messages than those given. */
    @SqlQuery("""
            SELECT l.job_id FROM job_log l
              JOIN unnest(:jobIds::text[], :ns::bigint[]) AS known (job_id, n) ON known.job_id = l.job_id
             WHERE l.n > known.n
            """)
    List<String> ahead(List<String> jobIds, List<Long> ns);

    /** The trials of a study that ended after one seq and up to another, in the order they ended. */
    @SqlQuery("""
            SELECT number FROM trial
             WHERE study_id = :studyId AND changed_seq > :after AND finished_seq > :after AND finished_seq <= :upTo
             ORDER BY finished_seq, number
            """)
    List<Integer> finished(long studyId, long after, long upTo);
}
