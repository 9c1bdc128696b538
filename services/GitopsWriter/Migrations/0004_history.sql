-- Releases of an environment, newest first: of all apps, of one source repository, and within bounds of time.
CREATE INDEX commits_release ON commits (env, position) WHERE kind = 'release';
CREATE INDEX commits_release_source ON commits (env, source_repository, position) WHERE kind = 'release';
CREATE INDEX commits_release_created ON commits (env, created, position) WHERE kind = 'release';

-- Commits of a repository, newest first, on whichever branch.
CREATE INDEX commits_repository_position ON commits (repository, position);
