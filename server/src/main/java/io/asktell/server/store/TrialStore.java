package io.asktell.server.store;

import io.asktell.study.TrialState;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.customizer.Define;
import org.jdbi.v3.sqlobject.statement.SqlBatch;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jspecify.annotations.Nullable;

/** Trials and what they reported. Writers hold the lock of the study's ledger. */
@RegisterConstructorMapper(TrialRow.class)
@RegisterConstructorMapper(IntermediateRow.class)
public interface TrialStore {
    @SqlBatch("""
            INSERT INTO trial (study_id, number, state, space_version, point, fixed_params, origin, values,
                               constraints, user_attrs, worker, credential, attempt, lease_token, lease_seconds,
                               lease_expires_at, fail_reason, created_at, started_at, finished_at, changed_seq, started_seq,
                               finished_seq)
            VALUES (:studyId, :number, :state, :spaceVersion, :point, :fixedParams::jsonb, :origin,
                    :values::float8[], :constraints::float8[], :userAttrs::jsonb, :worker, :credential, :attempt,
                    :leaseToken::uuid, :leaseSeconds::float8, :leaseExpiresAt::timestamptz, :failReason, :createdAt, :startedAt::timestamptz, :finishedAt::timestamptz,
                    :changedSeq, :startedSeq::bigint, :finishedSeq::bigint)
            """)
    void insert(@BindMethods List<TrialRow> rows);

    /** Writes all that may change of a trial; attributes are added to those it has. */
    @SqlBatch("""
            UPDATE trial
               SET state = :state, space_version = :spaceVersion, point = :point, values = :values::float8[],
                   constraints = :constraints::float8[], user_attrs = user_attrs || :userAttrs::jsonb, worker = :worker,
                   credential = :credential, attempt = :attempt, lease_token = :leaseToken::uuid, lease_seconds = :leaseSeconds::float8,
                   lease_expires_at = :leaseExpiresAt::timestamptz, fail_reason = :failReason, started_at = :startedAt::timestamptz,
                   finished_at = :finishedAt::timestamptz, changed_seq = :changedSeq, started_seq = :startedSeq::bigint,
                   finished_seq = :finishedSeq::bigint
             WHERE study_id = :studyId AND number = :number
            """)
    void update(@BindMethods List<TrialRow> rows);

    /** Adds intermediate values; a step reported again takes the later value. */
    @SqlBatch("""
            INSERT INTO intermediate_value (study_id, number, step, value, seq)
            VALUES (:studyId, :number, :step, :value, :seq)
            ON CONFLICT (study_id, number, step) DO UPDATE SET value = excluded.value, seq = excluded.seq
            """)
    void report(@BindMethods List<IntermediateRow> rows);

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
