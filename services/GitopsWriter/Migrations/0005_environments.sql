-- What an environment shows changes with its version. A row is locked by whoever advances it, until the end of that
-- transaction: so versions become visible in their order, and who has seen one has seen all before it.
CREATE TABLE environments (
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    env TEXT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (repository, branch, env)
);

-- The version of the environment in which the app last changed: another commit, another status of its commit, or none.
ALTER TABLE apps ADD COLUMN version BIGINT NOT NULL DEFAULT 0;
CREATE INDEX apps_version ON apps (repository, branch, env, version);
