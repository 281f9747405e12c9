-- Who may call, and the secrets all replicas share. Lives in AUTH_DATABASE_URL when that is set.

CREATE TABLE api_key (
    id             text PRIMARY KEY,
    name           text        NOT NULL,
    scopes         text[]      NOT NULL,
    secret_hash    bytea       NOT NULL, -- SHA-256 of the whole key
    origin         text        NOT NULL CHECK (origin IN ('created', 'first_start', 'configured')),
    created_at     timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz,
    revoked_at     timestamptz,
    last_used_at   timestamptz,
    rate_limit_rpm integer CHECK (rate_limit_rpm > 0)
);

-- One key of the first start ever, one configured key at a time, however many servers start at once.
CREATE UNIQUE INDEX api_key_first_start ON api_key (origin) WHERE origin = 'first_start';
CREATE UNIQUE INDEX api_key_configured ON api_key (origin) WHERE origin = 'configured' AND revoked_at IS NULL;

CREATE TABLE secret (
    name       text PRIMARY KEY,
    value      bytea       NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
