-- Times are milliseconds since 1970-01-01T00:00:00Z.

-- The process that may write, and no other.
CREATE TABLE owner (
    name TEXT NOT NULL PRIMARY KEY
);

-- How far a source has been read: everything before position is committed.
CREATE TABLE source_cursor (
    source      TEXT    NOT NULL PRIMARY KEY,
    position    INTEGER NOT NULL,
    floor       INTEGER NOT NULL,
    server_time INTEGER NOT NULL,
    swept       INTEGER NOT NULL
);

-- A stretch of the past that is read beside the tail: everything before position is committed.
CREATE TABLE backlog (
    source      TEXT    NOT NULL,
    until       INTEGER NOT NULL,
    position    INTEGER NOT NULL,
    known_until INTEGER NOT NULL,
    PRIMARY KEY (source, until)
);

-- The ids that one window announced, 16 bytes each: a row a window keeps the commit small.
CREATE TABLE seen (
    source TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    ids    BLOB    NOT NULL
);
CREATE INDEX seen_by_age ON seen (source, at);

-- What a sink has still to deliver, in order.
CREATE TABLE outbox (
    sink     TEXT    NOT NULL,
    position INTEGER NOT NULL,
    event_id TEXT    NOT NULL,
    subject  TEXT    NOT NULL,
    event    BLOB    NOT NULL,
    PRIMARY KEY (sink, position)
) WITHOUT ROWID;

-- What could not be announced or delivered, and why. stage is where it failed: read or route.
CREATE TABLE dead_letter (
    id     TEXT    NOT NULL,
    stage  TEXT    NOT NULL,
    source TEXT    NOT NULL,
    at     INTEGER NOT NULL,
    reason TEXT    NOT NULL,
    entry  TEXT    NOT NULL,
    PRIMARY KEY (id, stage)
);
