-- Tunes that the server drives: one study per target model, and what came of each case.

CREATE TABLE job (
    id              text PRIMARY KEY,
    credential      text,
    status          text NOT NULL CHECK (status IN ('queued', 'running', 'completed', 'failed', 'canceled')),
    suite_id        text NOT NULL,
    suite_version   int NOT NULL,
    suite_name      text NOT NULL,
    cases           int NOT NULL,
    models          text[] NOT NULL,
    space           text NOT NULL,
    mode            text NOT NULL,
    sampler         text NOT NULL,
    combos          int NOT NULL,
    objectives      text[] NOT NULL,
    repeats         int NOT NULL,
    racing          boolean NOT NULL,
    max_concurrent  int NOT NULL,
    timeout_seconds double precision NOT NULL,
    seed            bigint,
    error           text,
    created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at      timestamptz,
    completed_at    timestamptz
);
CREATE INDEX job_open ON job (created_at) WHERE status IN ('queued', 'running');
CREATE INDEX job_by_credential ON job (credential, created_at);

CREATE TABLE case_result (
    study_id   bigint NOT NULL,
    number     int NOT NULL,
    case_id    text NOT NULL,
    repeat     int NOT NULL,
    outcome    text NOT NULL,
    score      double precision,
    calls      text,
    latency_ms double precision,
    tokens     text,
    error      text,
    detail     text,
    PRIMARY KEY (study_id, number, case_id, repeat),
    FOREIGN KEY (study_id, number) REFERENCES trial (study_id, number) ON DELETE CASCADE
);
