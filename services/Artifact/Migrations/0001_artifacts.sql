-- The document is the whole artifact as JSON; the other columns repeat what lists filter by.
CREATE TABLE artifacts (
    id TEXT PRIMARY KEY,
    created BIGINT NOT NULL,
    repository TEXT NOT NULL,
    branch TEXT NOT NULL,
    source_branch TEXT NOT NULL,
    sha TEXT NOT NULL,
    event TEXT NOT NULL,
    document TEXT NOT NULL
);

-- Each serves one filter in the order of the list, so that a page is read without sorting.
CREATE INDEX artifacts_created ON artifacts (created, id);
CREATE INDEX artifacts_repository ON artifacts (repository, created, id);
CREATE INDEX artifacts_branch ON artifacts (branch, created, id);
CREATE INDEX artifacts_source_branch ON artifacts (source_branch, created, id);
CREATE INDEX artifacts_sha ON artifacts (sha, created, id);
CREATE INDEX artifacts_event ON artifacts (event, created, id);
