-- Where models are, what they take, and the suites they are tuned on.

CREATE TABLE provider (
    key                 text PRIMARY KEY,
    protocol            text NOT NULL,
    base_url            text NOT NULL,
    api_key_sealed      bytea,
    api_key_env         text,
    max_concurrency     int,
    requests_per_minute int
);

CREATE TABLE model (
    name              text PRIMARY KEY,
    provider          text NOT NULL REFERENCES provider ON DELETE RESTRICT,
    wire_name         text NOT NULL,
    display_name      text,
    generation_schema text,
    prices            text
);

-- Values saved for a model, whether or not it is registered.
CREATE TABLE model_values (
    name   text PRIMARY KEY,
    params text NOT NULL
);

CREATE TABLE suite (
    id         text PRIMARY KEY,
    version    int NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    updated_at timestamptz NOT NULL DEFAULT clock_timestamp()
);

-- Every version stays as long as its suite, because jobs name the version they run.
CREATE TABLE suite_version (
    suite_id   text NOT NULL REFERENCES suite ON DELETE CASCADE,
    version    int NOT NULL,
    name       text NOT NULL,
    cases      int NOT NULL,
    tools      int NOT NULL,
    definition text NOT NULL,
    PRIMARY KEY (suite_id, version)
);
