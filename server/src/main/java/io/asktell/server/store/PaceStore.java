package io.asktell.server.store;

import java.util.Optional;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What models took in the tunes before. */
@RegisterConstructorMapper(PaceRow.class)
public interface PaceStore {
    /** Of the combinations that were evaluated in the model's last tune of the suite; without one, in its last of any. */
    @SqlQuery("""
            WITH last AS (
                SELECT s.id FROM job j
                  JOIN study s ON s.name = 'tune-' || j.id || '-' || (array_position(j.models, :model) - 1)
                 WHERE j.started_at IS NOT NULL AND :model = ANY (j.models)
                   AND EXISTS (SELECT 1 FROM case_result r JOIN trial t ON t.study_id = r.study_id AND t.number = r.number
                                WHERE r.study_id = s.id AND t.state IN ('COMPLETE', 'PRUNED'))
                 ORDER BY j.suite_id = :suiteId DESC, j.created_at DESC LIMIT 1),
            done AS (
                SELECT t.study_id, t.number, extract(epoch FROM t.finished_at - t.started_at)::float8 AS seconds
                  FROM trial t JOIN last ON last.id = t.study_id
                 WHERE t.state IN ('COMPLETE', 'PRUNED')),
            used AS (
                SELECT CASE WHEN json_typeof(r.tokens::json -> 'prompt_tokens') = 'number'
                            THEN (r.tokens::json ->> 'prompt_tokens')::float8 END AS prompt,
                       CASE WHEN json_typeof(r.tokens::json -> 'completion_tokens') = 'number'
                            THEN (r.tokens::json ->> 'completion_tokens')::float8 END AS completion
                  FROM case_result r JOIN done ON done.study_id = r.study_id AND done.number = r.number)
            SELECT count(*) AS calls, (SELECT coalesce(sum(seconds), 0) FROM done) AS seconds,
                   coalesce(sum(prompt), 0) AS prompt_tokens, coalesce(sum(completion), 0) AS completion_tokens
              FROM used HAVING count(*) > 0
            """)
    Optional<PaceRow> last(String model, String suiteId);
}
