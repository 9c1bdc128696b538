-- One row per Idempotency-Key of a user. It is written before the work begins, so that a second try after a crash
-- does the work under the same operation id; status is 0 until there is an answer.
CREATE TABLE idempotency_keys (
    login TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    operation_id TEXT NOT NULL,
    created BIGINT NOT NULL,
    status BIGINT NOT NULL,
    sealed_answer TEXT NOT NULL,
    PRIMARY KEY (login, idempotency_key)
);

CREATE INDEX idempotency_keys_created ON idempotency_keys (created);
