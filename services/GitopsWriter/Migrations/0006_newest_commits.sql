-- Git keeps whole seconds: with any finer time a history would read otherwise after it was made anew from a repository.
UPDATE commits SET created = created / 1000000 * 1000000;

-- Commits of all repositories, newest first. Positions follow the order of one branch; within a second it is the order of
-- the requests that is the same for all of them.
CREATE INDEX commits_created ON commits (created, sequence);
