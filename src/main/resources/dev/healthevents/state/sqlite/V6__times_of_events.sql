-- When what an event tells of happened, by our clock; null where its way to the sink is not timed, as of a backlog.
ALTER TABLE outbox ADD COLUMN changed_at INTEGER;
ALTER TABLE waiting ADD COLUMN changed_at INTEGER;

-- When the events of an outbox came: those from this position on at this time, up to the next row's.
CREATE TABLE outbox_arrival (
    sink     TEXT    NOT NULL,
    position INTEGER NOT NULL,
    at       INTEGER NOT NULL,
    PRIMARY KEY (sink, position)
) WITHOUT ROWID;

-- Of what waits already nobody knows since when.
INSERT INTO outbox_arrival (sink, position, at)
    SELECT sink, MIN(position), CAST(strftime('%s', 'now') AS INTEGER) * 1000
    FROM (SELECT sink, position FROM outbox UNION ALL SELECT sink, position FROM waiting) AS rows_of_before
    GROUP BY sink;
