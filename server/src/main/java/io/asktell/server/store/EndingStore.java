package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** How tunes are to end. */
@RegisterConstructorMapper(EndingRow.class)
public interface EndingStore {
    String COLUMNS =
            "job_id, confirm_repeats, max_calls, max_tokens_total, max_cost, stop_reason, winner, runner_up, best";

    @SqlUpdate("""
            INSERT INTO ending (job_id, confirm_repeats, max_calls, max_tokens_total, max_cost)
            VALUES (:jobId, :confirmRepeats, :maxCalls::bigint, :maxTokensTotal::bigint, :maxCost::float8)
            """)
    void add(@BindMethods EndingRow row);

    @SqlQuery("SELECT " + COLUMNS + " FROM ending WHERE job_id = :jobId")
    Optional<EndingRow> find(String jobId);

    @SqlUpdate("UPDATE ending SET stop_reason = :reason WHERE job_id = :jobId")
    void stop(String jobId, String reason);

    @SqlUpdate("UPDATE ending SET winner = :winner, runner_up = :runnerUp, best = :winner WHERE job_id = :jobId")
    void won(String jobId, String winner, @Nullable String runnerUp);

    @SqlUpdate("UPDATE ending SET best = :best WHERE job_id = :jobId")
    void best(String jobId, String best);

    /** Those of running jobs whose winner is to be confirmed, but that have no study for it yet. */
    @SqlQuery("SELECT " + COLUMNS + """
             FROM ending JOIN job ON job.id = job_id
             WHERE status = 'running' AND winner IS NOT NULL AND confirm_repeats > 0
               AND NOT EXISTS (SELECT 1 FROM study s WHERE s.name = 'tune-' || job_id || '-confirmation')
            """)
    List<EndingRow> unopened();
}
