-- The unit that clients track. Which of the columns from artifact_id to branch are set depends on the kind; the
-- others are empty. The id of an artifact's own request follows from the artifact's id.
CREATE TABLE requests (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    status_desc TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    env TEXT NOT NULL,
    app TEXT NOT NULL,
    target_sha TEXT NOT NULL,
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    triggered_by TEXT NOT NULL,
    version BIGINT NOT NULL,
    trace_parent TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);

-- Few at any time: what resync looks for.
CREATE INDEX requests_new ON requests (kind, created) WHERE status = 'new';

-- One per app and environment of a request. manifest and version are JSON and empty where the kind has none.
CREATE TABLE results (
    sequence $identity$,
    id TEXT NOT NULL,
    request_id TEXT NOT NULL REFERENCES requests (id),
    kind TEXT NOT NULL,
    app TEXT NOT NULL,
    env TEXT NOT NULL,
    status TEXT NOT NULL,
    status_desc TEXT NOT NULL,
    repository TEXT NOT NULL,
    hash TEXT NOT NULL,
    manifest TEXT NOT NULL,
    version TEXT NOT NULL,
    artifact_id TEXT NOT NULL,
    target_sha TEXT NOT NULL,
    triggered_by TEXT NOT NULL,
    requested_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX results_id ON results (id);
CREATE INDEX results_request ON results (request_id, sequence);
CREATE INDEX results_commit ON results (hash, env, app) WHERE hash <> '';
CREATE INDEX results_ended ON results (ended_at) WHERE hash <> '';
CREATE INDEX results_pending ON results (sequence) WHERE status = 'pending';

-- Flux's newest word about each commit. It may come before the result of the commit does.
CREATE TABLE commit_statuses (
    sha TEXT NOT NULL,
    env TEXT NOT NULL,
    app TEXT NOT NULL,
    repository TEXT NOT NULL,
    status TEXT NOT NULL,
    message TEXT NOT NULL,
    status_version BIGINT NOT NULL,
    observed_at BIGINT NOT NULL,
    PRIMARY KEY (sha, env, app)
);

-- Every status that a request ever showed, whole: what streams send, and replay to clients that come back.
CREATE TABLE request_updates (
    request_id TEXT NOT NULL REFERENCES requests (id),
    version BIGINT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (request_id, version)
);

-- A row per app that was ever released somewhere. Whoever adds results for the app holds its row until the end of the
-- transaction, so that their sequences become visible in their order. artifact_created is the time of the newest
-- artifact that a policy released there; an older one that is handled late does not go over it.
CREATE TABLE release_lanes (
    env TEXT NOT NULL,
    app TEXT NOT NULL,
    artifact_created BIGINT NOT NULL,
    PRIMARY KEY (env, app)
);

-- How far each resync came, in unix microseconds.
CREATE TABLE watermarks (
    name TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
