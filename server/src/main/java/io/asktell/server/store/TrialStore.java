package io.asktell.server.store;

import io.asktell.study.TrialState;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.config.RegisterRowMapper;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Trials and what they reported, for reading; {@link LedgerStore} writes them. */
@RegisterRowMapper(TrialRowMapper.class)
@RegisterConstructorMapper(IntermediateRow.class)
public interface TrialStore {
    /** Trials that changed after {@code seq}, by number. */
    @SqlQuery("SELECT * FROM trial WHERE study_id = :studyId AND changed_seq > :seq ORDER BY number")
    List<TrialRow> changedAfter(long studyId, long seq);

    /** What was reported after {@code seq}, by trial. */
    @SqlQuery("SELECT * FROM intermediate_value WHERE study_id = :studyId AND seq > :seq ORDER BY number, step")
    List<IntermediateRow> reportedAfter(long studyId, long seq);

    @SqlQuery("SELECT * FROM trial WHERE study_id = :studyId AND number = :number")
    Optional<TrialRow> find(long studyId, int number);

    @SqlQuery("SELECT * FROM trial WHERE study_id = :studyId AND number = ANY(:numbers) ORDER BY number")
    List<TrialRow> findAll(long studyId, int[] numbers);

    @SqlQuery(
            "SELECT * FROM intermediate_value WHERE study_id = :studyId AND number = ANY(:numbers) ORDER BY number, step")
    List<IntermediateRow> intermediates(long studyId, int[] numbers);

    /** A page of trials; {@code order} is an ORDER BY clause, never a text of a user. */
    @SqlQuery("""
            SELECT * FROM trial
             WHERE study_id = :studyId AND (:state::text IS NULL OR state = :state::text) AND number > :after
             ORDER BY <order> LIMIT :limit OFFSET :offset
            """)
    List<TrialRow> page(
            long studyId, @Nullable TrialState state, int after, @Define("order") String order, int limit, long offset);

    @SqlQuery("SELECT count(*) FROM trial WHERE study_id = :studyId AND (:state::text IS NULL OR state = :state::text)")
    long count(long studyId, @Nullable TrialState state);
}
