package io.asktell.server.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.customizer.BindMethods;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;
import org.jspecify.annotations.Nullable;

/** What the trials of tunes used. Whoever writes results adds here what they changed, in the same transaction. */
@RegisterConstructorMapper(UsageRow.class)
@RegisterConstructorMapper(UsageSumRow.class)
public interface UsageStore {
    /** What the stored results of these cases used. What a worker told in another shape is not counted. */
    @SqlQuery("""
            SELECT :studyId::bigint AS study_id, :number::int AS number, count(*) AS results,
                   count(*) FILTER (WHERE NOT reused) AS calls,
                   coalesce(sum(CASE WHEN NOT reused AND json_typeof(tokens::json -> 'prompt_tokens') = 'number'
                                     THEN (tokens::json ->> 'prompt_tokens')::float8 END), 0) AS prompt_tokens,
                   coalesce(sum(CASE WHEN NOT reused AND json_typeof(tokens::json -> 'completion_tokens') = 'number'
                                     THEN (tokens::json ->> 'completion_tokens')::float8 END), 0) AS completion_tokens
              FROM case_result
             WHERE study_id = :studyId AND number = :number
               AND (case_id, repeat) IN (SELECT c, r FROM unnest(:caseIds::text[], :repeats::int[]) AS wanted (c, r))
            """)
    UsageRow of(long studyId, int number, List<String> caseIds, List<Integer> repeats);

    @SqlUpdate("""
            INSERT INTO trial_usage (study_id, number, results, calls, prompt_tokens, completion_tokens)
            VALUES (:studyId, :number, :results, :calls, :promptTokens, :completionTokens)
            ON CONFLICT (study_id, number) DO UPDATE
               SET results = trial_usage.results + excluded.results, calls = trial_usage.calls + excluded.calls,
                   prompt_tokens = trial_usage.prompt_tokens + excluded.prompt_tokens,
                   completion_tokens = trial_usage.completion_tokens + excluded.completion_tokens
            """)
    void add(@BindMethods UsageRow more);

    /** By study, and of the study {@code apart} by trial. */
    @SqlQuery("""
            SELECT study_id, CASE WHEN study_id = :apart::bigint THEN number END AS number,
                   sum(calls)::bigint AS calls, sum(prompt_tokens) AS prompt_tokens, sum(completion_tokens) AS completion_tokens,
                   coalesce(sum(results) FILTER (WHERE state <> 'FAIL'), 0)::bigint AS results,
                   coalesce(sum(results) FILTER (WHERE state = 'RUNNING'), 0)::bigint AS running,
                   coalesce(sum(results) FILTER (WHERE state = 'WAITING'), 0)::bigint AS waiting,
                   count(*) FILTER (WHERE state = 'WAITING') AS reopened
              FROM trial_usage JOIN trial USING (study_id, number)
             WHERE study_id = ANY (:studyIds::bigint[]) GROUP BY 1, 2
            """)
    List<UsageSumRow> sums(List<Long> studyIds, @Nullable Long apart);
}
