-- The repository that a release was built from; empty for deletions, and for what was written before this column.
ALTER TABLE commits ADD COLUMN source_repository TEXT NOT NULL DEFAULT '';
