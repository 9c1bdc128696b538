CREATE TABLE counters (
    id $identity$,
    name TEXT NOT NULL UNIQUE,
    count BIGINT NOT NULL
);
