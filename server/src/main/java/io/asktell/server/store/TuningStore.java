package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** Tuning jobs. */
@RegisterConstructorMapper(TuningRow.class)
public interface TuningStore {
    String COLUMNS =
            "job_id, name, dataset_key, base_model_id, metric_name, metric_mode, num_samples, max_failures, mode, "
                    + "request";

    @SqlUpdate("""
            INSERT INTO tuning_job (job_id, name, dataset_key, base_model_id, metric_name, metric_mode, num_samples, max_failures,
                                    mode, request)
            VALUES (:jobId, :name, :datasetKey, :baseModelId, :metricName, :metricMode, :numSamples, :maxFailures, :mode, :request)
            """)
    void add(@BindMethods TuningRow row);

    @SqlQuery("SELECT " + COLUMNS + " FROM tuning_job WHERE job_id = :jobId")
    Optional<TuningRow> find(String jobId);

    /** The newest first. */
    @SqlQuery("SELECT " + COLUMNS + """
             FROM tuning_job JOIN (SELECT id AS job_id, created_at FROM job) job USING (job_id)
             ORDER BY created_at DESC, job_id LIMIT :limit OFFSET :offset
            """)
    List<TuningRow> page(int limit, long offset);

    @SqlQuery("SELECT count(*) FROM tuning_job")
    long count();
}
