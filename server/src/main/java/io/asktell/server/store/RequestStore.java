package io.asktell.server.store;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/** What the trials of tunes ask of their models. */
@RegisterConstructorMapper(RequestRow.class)
public interface RequestStore {
    String COLUMNS = "study_id, number, request, suite_id, suite_version";

    @SqlQuery("SELECT id FROM study WHERE name = :name")
    long study(String name);

    /** Adds a trial's request; that of an earlier attempt gives way. */
    @SqlUpdate("""
            INSERT INTO trial_request (study_id, number, request, suite_id, suite_version)
            VALUES (:studyId, :number, :request, :suiteId, :suiteVersion)
            ON CONFLICT (study_id, number) DO UPDATE SET request = excluded.request
            """)
    void put(@BindMethods RequestRow row);

    /** The first trial of the same study that asked the same and was evaluated, in full or until it was stopped. */
    @SqlQuery("""
            SELECT r.number FROM trial_request r JOIN trial t ON t.study_id = r.study_id AND t.number = r.number
             WHERE r.study_id = :studyId AND r.request = :request AND r.number <> :number AND t.state IN ('COMPLETE', 'PRUNED')
             ORDER BY t.state, r.number LIMIT 1
            """)
    Optional<Integer> evaluated(@BindMethods RequestRow row);

    /** Trials of other studies that asked the same, the newest study first. */
    @SqlQuery("SELECT " + COLUMNS + """
             FROM trial_request WHERE request = :request AND study_id <> :studyId
             ORDER BY study_id DESC, number LIMIT :most
            """)
    List<RequestRow> elsewhere(@BindMethods RequestRow row, int most);
}
