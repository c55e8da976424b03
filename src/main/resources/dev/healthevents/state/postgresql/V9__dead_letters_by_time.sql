-- The newest are found without reading all, which may be large.
CREATE INDEX dead_letter_by_time ON dead_letter (at, id, sink);
