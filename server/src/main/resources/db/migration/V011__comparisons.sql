-- Comparisons whose sides are evaluated for them: what the two points of such a job are.

CREATE TABLE comparison (
    job_id   text PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    metric   text NOT NULL,
    params_a text NOT NULL,
    params_b text NOT NULL
);

-- Judges that were asked for with a tune, until it is completed.
CREATE TABLE judge_wish (
    job_id   text PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    model    text NOT NULL,
    criteria text
);
