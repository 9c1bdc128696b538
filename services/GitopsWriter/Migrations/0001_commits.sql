-- One row per commit that Gimlet has on a remote branch. position follows the order of the branch.
CREATE TABLE commits (
    position $identity$,
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    sha TEXT NOT NULL,
    result_id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    env TEXT NOT NULL,
    app TEXT NOT NULL,
    path TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    artifact_id TEXT NOT NULL,
    triggered_by TEXT NOT NULL,
    release TEXT NOT NULL,
    rolled_back BIGINT NOT NULL,
    created BIGINT NOT NULL,
    pushed_at BIGINT NOT NULL,
    status TEXT NOT NULL,
    status_message TEXT NOT NULL,
    status_version BIGINT NOT NULL,
    status_observed_at BIGINT NOT NULL
);

CREATE UNIQUE INDEX commits_result ON commits (result_id);
CREATE UNIQUE INDEX commits_sha ON commits (sha, repository, branch);
CREATE INDEX commits_env ON commits (env, position);
CREATE INDEX commits_app ON commits (env, app, position);
CREATE INDEX commits_repository ON commits (repository, branch, position);

-- Where each app stands: the sequence of the last write that took effect, also of those that needed no commit, and
-- the commit that the app's directory is of. The position is null while there is no such directory.
CREATE TABLE apps (
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    env TEXT NOT NULL,
    app TEXT NOT NULL,
    sequence BIGINT NOT NULL,
    position BIGINT,
    PRIMARY KEY (repository, branch, env, app)
);

-- Results that ended without a commit of their own, so that a message that comes again is answered the same.
-- reason is empty for writes that changed nothing; sha is then the commit that last wrote the app, if any.
CREATE TABLE outcomes (
    result_id TEXT PRIMARY KEY,
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    sha TEXT NOT NULL,
    reason TEXT NOT NULL,
    created BIGINT NOT NULL
);
