-- A dead letter has a number in the order in which they came, which no clock can change. The same id of another source, or
-- of a replay that was for some sinks only, is another one. sinks are names with commas; none are all that routes choose.
CREATE TABLE dead_letters (
    number     INTEGER PRIMARY KEY AUTOINCREMENT,
    id         TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    sink       TEXT    NOT NULL,
    sinks      TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    reason     TEXT    NOT NULL,
    subject    TEXT,
    entry      TEXT    NOT NULL,
    cause      TEXT,
    outcome    TEXT,
    attempts   INTEGER NOT NULL,
    first_at   INTEGER,
    last_at    INTEGER,
    -- Whether it was written to Blob Storage: 0 or 1.
    exported   INTEGER NOT NULL,
    UNIQUE (id, stage, source, sink, sinks)
);
INSERT INTO dead_letters (id, stage, source, sink, sinks, at, reason, subject, entry, cause, outcome, attempts,
        first_at, last_at, exported)
    SELECT id, stage, source, sink, '', at, reason, subject, entry, cause, outcome, attempts, first_at, last_at, exported
    FROM dead_letter ORDER BY at, id, sink;
DROP TABLE dead_letter;
ALTER TABLE dead_letters RENAME TO dead_letter;
CREATE INDEX dead_letter_by_sink ON dead_letter (sink, number);
CREATE INDEX dead_letter_by_source ON dead_letter (source) WHERE sink = '';
CREATE INDEX dead_letter_to_export ON dead_letter (number) WHERE exported = 0;

-- Which source an event is of; empty where that was not written down yet.
ALTER TABLE outbox ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE waiting ADD COLUMN source TEXT NOT NULL DEFAULT '';

-- How many milliseconds an event was told to wait between its attempts, in all: its age, whatever the clock says.
ALTER TABLE waiting ADD COLUMN waited INTEGER NOT NULL DEFAULT 0;
