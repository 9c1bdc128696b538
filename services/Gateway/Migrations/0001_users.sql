-- token_hash is the SHA-256 of the API token in lower-case hex; the token itself is nowhere.
CREATE TABLE users (
    login TEXT PRIMARY KEY,
    admin BIGINT NOT NULL,
    token_hash TEXT NOT NULL,
    token_created BIGINT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT
);

CREATE UNIQUE INDEX users_token ON users (token_hash);
