package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What happened to a study, read from the marks that trials, reports and the ledger carry; there is no log besides. */
@RegisterConstructorMapper(EventRow.class)
public interface EventStore {
    /** The events after {@code seq}, in order; those of one change share its seq, a report before the end it came with. */
    @SqlQuery("""
            SELECT seq, type, number FROM (
                SELECT started_seq AS seq, 'trial_started' AS type, 1 AS place, number FROM trial
                 WHERE study_id = :studyId AND changed_seq > :seq AND started_seq > :seq
                UNION ALL
                SELECT DISTINCT seq, 'trial_reported', 2, number FROM intermediate_value
                 WHERE study_id = :studyId AND seq > :seq
                UNION ALL
                SELECT finished_seq, 'trial_finished', 3, number FROM trial
                 WHERE study_id = :studyId AND changed_seq > :seq AND finished_seq > :seq
                UNION ALL
                SELECT updated_seq, 'study_updated', 4, -1 FROM study_ledger
                 WHERE study_id = :studyId AND updated_seq > :seq) event
             ORDER BY seq, place LIMIT :limit
            """)
    List<EventRow> after(long studyId, long seq, int limit);

    /** Where the study stands; empty once it is deleted. */
    @SqlQuery("SELECT seq FROM study_ledger WHERE study_id = :studyId")
    Optional<Long> seq(long studyId);

    /** The studies, of those given, that stand further than the given seq. */
    @SqlQuery("""
            SELECT l.study_id FROM study_ledger l
              JOIN unnest(:studyIds::bigint[], :seqs::bigint[]) AS known (study_id, seq) ON known.study_id = l.study_id
             WHERE l.seq > known.seq
            """)
    List<Long> ahead(List<Long> studyIds, List<Long> seqs);
}
