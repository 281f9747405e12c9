-- How tunes are to end: what they may use, who won their search, and how often the winner is confirmed.

CREATE TABLE ending (
    job_id           text PRIMARY KEY REFERENCES job ON DELETE CASCADE,
    confirm_repeats  int NOT NULL,
    max_calls        bigint,
    max_tokens_total bigint,
    max_cost         double precision,
    stop_reason      text,
    winner           text,
    runner_up        text,
    best             text
);
