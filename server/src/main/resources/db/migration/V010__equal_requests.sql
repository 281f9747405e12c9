-- What each trial of a tune asks of its model, so that the same is not asked twice.

-- request: a hash of the model's address and of the parameters as they are sent.
CREATE TABLE trial_request (
    study_id      bigint NOT NULL REFERENCES study ON DELETE CASCADE,
    number        int NOT NULL,
    request       text NOT NULL,
    suite_id      text NOT NULL,
    suite_version int NOT NULL,
    PRIMARY KEY (study_id, number)
);
CREATE INDEX trial_request_by_request ON trial_request (request, study_id);

-- reused: taken over from an earlier evaluation of the same request, without a call.
ALTER TABLE case_result ADD COLUMN reused boolean NOT NULL DEFAULT false;
ALTER TABLE job ADD COLUMN reuse_results boolean NOT NULL DEFAULT false;
