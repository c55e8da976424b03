-- Where a backlog began, so that its progress can be told after a restart too.
ALTER TABLE backlog ADD COLUMN began INTEGER NOT NULL DEFAULT 0;
UPDATE backlog SET began = position;

-- A stretch of the past that was asked for again: everything before position is in the outboxes.
-- types and sinks are names with commas; no types are all of them. state is open, done or cancelled.
CREATE TABLE replay (
    id       TEXT    NOT NULL PRIMARY KEY,
    source   TEXT    NOT NULL,
    created  INTEGER NOT NULL,
    began    INTEGER NOT NULL,
    until    INTEGER NOT NULL,
    types    TEXT    NOT NULL,
    sinks    TEXT    NOT NULL,
    rate     INTEGER NOT NULL,
    position INTEGER NOT NULL,
    events   INTEGER NOT NULL,
    state    TEXT    NOT NULL
);
