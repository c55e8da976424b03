-- Events that their sink failed on, which are offered again one day, and what follows them of the same subject.
CREATE TABLE waiting (
    sink     TEXT    NOT NULL,
    position BIGINT NOT NULL,
    event_id TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    event    BYTEA   NOT NULL,
    attempts INTEGER NOT NULL,
    first_at BIGINT,
    last_at  BIGINT,
    -- When it is offered again; null: when what it follows is delivered or given up.
    next_at  BIGINT,
    PRIMARY KEY (sink, position)
);
CREATE INDEX waiting_by_subject ON waiting (sink, subject);
CREATE INDEX waiting_by_time ON waiting (sink, next_at);

-- What could not be announced or delivered, and why. stage is where it failed: read, route or deliver.
CREATE TABLE dead_letters (
    id         TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    source     TEXT    NOT NULL,
    sink       TEXT    NOT NULL,
    at         BIGINT NOT NULL,
    reason     TEXT    NOT NULL,
    subject    TEXT,
    entry      TEXT    NOT NULL,
    cause      TEXT,
    outcome    TEXT,
    attempts   INTEGER NOT NULL,
    first_at   BIGINT,
    last_at    BIGINT,
    -- Whether it was written to Blob Storage: 0 or 1.
    exported   INTEGER NOT NULL,
    PRIMARY KEY (id, stage, sink)
);
INSERT INTO dead_letters (id, stage, source, sink, at, reason, entry, attempts, exported)
    SELECT id, stage, source, '', at, reason, entry, 0, 0 FROM dead_letter;
DROP TABLE dead_letter;
ALTER TABLE dead_letters RENAME TO dead_letter;
CREATE INDEX dead_letter_by_sink ON dead_letter (sink, at);
CREATE INDEX dead_letter_to_export ON dead_letter (at) WHERE exported = 0;
