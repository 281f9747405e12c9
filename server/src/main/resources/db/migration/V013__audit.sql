-- Who made and revoked keys, deleted things and set providers. Rows are written before the deed, and completed after it.

CREATE TABLE audit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor       text NOT NULL, -- the id of the key, or of the key that the token was made from
    actor_name  text NOT NULL,
    action      text NOT NULL,
    subject     text NOT NULL, -- the id or name of what it was done to
    status      integer,       -- of the answer; absent: under way, or its end was not written
    request_id  text NOT NULL,
    address     text NOT NULL
);

CREATE INDEX audit_action ON audit (action, id);
