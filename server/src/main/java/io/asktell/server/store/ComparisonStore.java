package io.asktell.server.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Comparisons that are jobs. */
@RegisterConstructorMapper(ComparisonRow.class)
public interface ComparisonStore {
    String COLUMNS = "job_id, metric, params_a, params_b";

    @SqlUpdate(
            "INSERT INTO comparison (job_id, metric, params_a, params_b) VALUES (:jobId, :metric, :paramsA, :paramsB)")
    void add(@BindMethods ComparisonRow row);

    @SqlQuery("SELECT " + COLUMNS + " FROM comparison WHERE job_id = :jobId")
    Optional<ComparisonRow> find(String jobId);
}
