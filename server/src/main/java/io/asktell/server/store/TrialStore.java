package io.asktell.server.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.KeyColumn;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.config.ValueColumn;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** Trials and what they reported, for reading; {@link LedgerStore} writes them. */
@RegisterRowMapper(TrialRowMapper.class)
@RegisterConstructorMapper(IntermediateRow.class)
public interface TrialStore {
    /** By name wherever they are read: a prepared statement fails when a later version's column makes {@code *} another list. */
    String COLUMNS =
            "study_id, number, state, space_version, point, fixed_params, origin, values, constraints, user_attrs,"
                    + " worker, credential, attempt, lease_token, lease_seconds, lease_expires_at, fail_reason, created_at,"
                    + " started_at, finished_at, changed_seq, started_seq, finished_seq";

    @SqlQuery("SELECT " + COLUMNS + " FROM trial WHERE study_id = :studyId AND number = :number")
    Optional<TrialRow> find(long studyId, int number);

    @SqlQuery("SELECT " + COLUMNS + " FROM trial WHERE study_id = :studyId AND number = ANY(:numbers) ORDER BY number")
    List<TrialRow> findAll(long studyId, int[] numbers);

    @SqlQuery("SELECT study_id, number, step, value, seq FROM intermediate_value"
            + " WHERE study_id = :studyId AND number = ANY(:numbers) ORDER BY number, step")
    List<IntermediateRow> intermediates(long studyId, int[] numbers);

    /** Who works or worked on trials, by number; without those that did not say. */
    @SqlQuery(
            "SELECT number, worker FROM trial WHERE study_id = :studyId AND number = ANY(:numbers) AND worker IS NOT NULL")
    @KeyColumn("number")
    @ValueColumn("worker")
    Map<Integer, String> workers(long studyId, int[] numbers);
}
