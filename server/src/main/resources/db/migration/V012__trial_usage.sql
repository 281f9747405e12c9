-- What each trial of a tune used, kept with every result, so that nobody has to add up the results of single cases.

CREATE TABLE trial_usage (
    study_id          bigint NOT NULL,
    number            int NOT NULL,
    -- cases that were judged, and those of them that were put to the model: the others were taken over
    results           bigint NOT NULL,
    calls             bigint NOT NULL,
    prompt_tokens     double precision NOT NULL,
    completion_tokens double precision NOT NULL,
    PRIMARY KEY (study_id, number),
    FOREIGN KEY (study_id, number) REFERENCES trial (study_id, number) ON DELETE CASCADE
);

INSERT INTO trial_usage (study_id, number, results, calls, prompt_tokens, completion_tokens)
SELECT study_id, number, count(*), count(*) FILTER (WHERE NOT reused),
       coalesce(sum(CASE WHEN NOT reused AND json_typeof(tokens::json -> 'prompt_tokens') = 'number'
                         THEN (tokens::json ->> 'prompt_tokens')::float8 END), 0),
       coalesce(sum(CASE WHEN NOT reused AND json_typeof(tokens::json -> 'completion_tokens') = 'number'
                         THEN (tokens::json ->> 'completion_tokens')::float8 END), 0)
  FROM case_result GROUP BY study_id, number;

-- Wishes stay when they are granted, so that a tune can tell how it was started.
ALTER TABLE judge_wish ADD COLUMN granted boolean NOT NULL DEFAULT false;
