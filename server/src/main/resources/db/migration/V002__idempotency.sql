-- Answers kept for 24 hours, so that a repeated request gets the first one's answer. Without an answer a row is a reservation.

CREATE TABLE idempotency (
    credential   text        NOT NULL,
    route        text        NOT NULL, -- method and path
    key          text        NOT NULL,
    body_hash    bytea       NOT NULL,
    reservation  uuid        NOT NULL, -- who may answer
    reserved_at  timestamptz NOT NULL DEFAULT now(),
    status       integer,
    content_type text,
    body         bytea, -- encrypted
    PRIMARY KEY (credential, route, key),
    CHECK ((status IS NULL) = (body IS NULL))
);

CREATE INDEX idempotency_reserved_at ON idempotency (reserved_at);
