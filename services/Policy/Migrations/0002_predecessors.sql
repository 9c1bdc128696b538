-- The result of the same app and environment that was pending when this one was stored; empty when none was.
ALTER TABLE results ADD COLUMN predecessor TEXT NOT NULL DEFAULT '';

CREATE INDEX results_pending_lane ON results (env, app, sequence) WHERE status = 'pending';
