package io.asktell.server.store;

import java.util.List;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;

/** What models did in their tunes. */
@RegisterConstructorMapper(ModelFiguresRow.class)
public interface ModelFiguresStore {
    /**
     * By suite, the most calls first, and before that over all of them. Results that were taken over are of other calls, and count
     * with those.
     */
    @SqlQuery("""
            WITH own AS (
                SELECT j.id AS job_id, j.suite_id, j.suite_name, j.created_at, t.study_id, t.number, t.state
                  FROM job j JOIN study s ON s.name = 'tune-' || j.id || '-' || (array_position(j.models, :model) - 1)
                  JOIN trial t ON t.study_id = s.id
                 WHERE j.kind = 'tool_eval' AND :model = ANY (j.models)
                UNION ALL -- and what confirmed a combination of the model, or its defaults
                SELECT j.id, j.suite_id, j.suite_name, j.created_at, t.study_id, t.number, t.state
                  FROM job j JOIN ending e ON e.job_id = j.id JOIN study s ON s.name = 'tune-' || j.id || '-confirmation'
                  JOIN trial t ON t.study_id = s.id
                 WHERE :model = ANY (j.models)
                   AND :model = j.models[1 + split_part(
                           CASE WHEN e.runner_up IS NOT NULL AND t.point[1] = 1 THEN e.runner_up ELSE e.winner END, '-', 1)::int]),
            used AS (SELECT own.suite_id, own.job_id, own.state, u.calls, u.prompt_tokens, u.completion_tokens
                       FROM own JOIN trial_usage u USING (study_id, number)),
            called AS (SELECT own.suite_id, r.case_id, r.outcome, r.latency_ms
                         FROM own JOIN case_result r USING (study_id, number) WHERE NOT r.reused),
            names AS (SELECT suite_id, (array_agg(suite_name ORDER BY created_at DESC))[1] AS suite_name FROM own GROUP BY 1),
            sums AS (SELECT suite_id, count(DISTINCT job_id) AS tunes, sum(calls)::bigint AS calls,
                            sum(prompt_tokens) AS prompt_tokens, sum(completion_tokens) AS completion_tokens
                       FROM used GROUP BY GROUPING SETS ((suite_id), ())),
            states AS (SELECT suite_id, array_agg(state ORDER BY state) AS states, array_agg(n ORDER BY state) AS counts
                         FROM (SELECT suite_id, state, count(*)::int AS n FROM used
                                GROUP BY GROUPING SETS ((suite_id, state), (state))) AS each GROUP BY 1),
            outcomes AS (SELECT suite_id, array_agg(outcome ORDER BY outcome) AS outcomes, array_agg(n ORDER BY outcome) AS seen
                           FROM (SELECT suite_id, outcome, count(*) AS n FROM called
                                  GROUP BY GROUPING SETS ((suite_id, outcome), (outcome))) AS each GROUP BY 1),
            latencies AS (SELECT suite_id,
                                 percentile_cont(:quantiles::float8[]) WITHIN GROUP (ORDER BY latency_ms) AS latencies
                            FROM called WHERE outcome <> 'provider_error' AND latency_ms IS NOT NULL
                           GROUP BY GROUPING SETS ((suite_id), ())),
            passing AS (SELECT suite_id, count(*)::int AS cases, avg(share) AS pass_rate
                          FROM (SELECT suite_id, case_id, avg((outcome = 'correct')::int)::float8 AS share
                                  FROM called WHERE outcome <> 'provider_error' GROUP BY 1, 2) AS each GROUP BY 1)
            SELECT sums.suite_id, coalesce(names.suite_name, '') AS suite_name, coalesce(sums.tunes, 0) AS tunes,
                   coalesce(states.states, '{}') AS states, coalesce(states.counts, '{}') AS counts,
                   coalesce(sums.calls, 0) AS calls, coalesce(sums.prompt_tokens, 0) AS prompt_tokens,
                   coalesce(sums.completion_tokens, 0) AS completion_tokens,
                   coalesce(outcomes.outcomes, '{}') AS outcomes, coalesce(outcomes.seen, '{}') AS seen,
                   latencies.latencies, coalesce(passing.cases, 0) AS cases, passing.pass_rate
              FROM sums LEFT JOIN names ON names.suite_id = sums.suite_id
              LEFT JOIN states ON states.suite_id IS NOT DISTINCT FROM sums.suite_id
              LEFT JOIN outcomes ON outcomes.suite_id IS NOT DISTINCT FROM sums.suite_id
              LEFT JOIN latencies ON latencies.suite_id IS NOT DISTINCT FROM sums.suite_id
              LEFT JOIN passing ON passing.suite_id = sums.suite_id
             ORDER BY sums.suite_id IS NOT NULL, calls DESC, sums.suite_id
            """)
    List<ModelFiguresRow> of(String model, List<Double> quantiles);
}
