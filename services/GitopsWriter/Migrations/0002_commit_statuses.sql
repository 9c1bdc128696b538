-- What the present status of a commit was said about: the greatest position that the revision contained (0 when Flux
-- named no revision), and whether it was a failure. With status_observed_at they order the words of Flux.
ALTER TABLE commits ADD COLUMN status_position BIGINT NOT NULL DEFAULT 0;
ALTER TABLE commits ADD COLUMN status_failed BIGINT NOT NULL DEFAULT 0;

-- Only commits that have not succeeded are ever touched again; there are few, however long the history is.
CREATE INDEX commits_open ON commits (repository, branch, position) WHERE status <> 'ReconciliationSucceeded';

-- The last state of each Flux object. repository, branch and env are empty and path is null where they are not known;
-- position is the greatest one that the revision contains, 0 for none.
CREATE TABLE flux_objects (
    kind TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    source TEXT NOT NULL,
    env TEXT NOT NULL,
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    path TEXT,
    revision TEXT NOT NULL,
    position BIGINT NOT NULL,
    observation TEXT NOT NULL,
    observed_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    PRIMARY KEY (kind, namespace, name, source, env)
);

CREATE INDEX flux_objects_repository ON flux_objects (repository, branch);

-- The Kubernetes objects that an app consists of. namespace is empty where the app leaves it to Flux; position is that
-- of the last commit that had the object.
CREATE TABLE app_objects (
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    path TEXT NOT NULL,
    kind TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (repository, branch, path, kind, namespace, name)
);

CREATE INDEX app_objects_name ON app_objects (name, kind);
