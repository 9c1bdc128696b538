INSERT INTO counters (name, count) VALUES ('first', 0);
