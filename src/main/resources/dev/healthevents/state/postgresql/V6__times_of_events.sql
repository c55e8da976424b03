-- When what an event tells of happened, by our clock; null where its way to the sink is not timed, as of a backlog.
ALTER TABLE outbox ADD COLUMN changed_at BIGINT;
ALTER TABLE waiting ADD COLUMN changed_at BIGINT;

-- When the events of an outbox came: those from this position on at this time, up to the next row's.
CREATE TABLE outbox_arrival (
    sink     TEXT    NOT NULL,
    position BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (sink, position)
);

-- Of what waits already nobody knows since when.
INSERT INTO outbox_arrival (sink, position, at)
    SELECT sink, MIN(position), CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT)
    FROM (SELECT sink, position FROM outbox UNION ALL SELECT sink, position FROM waiting) AS rows_of_before
    GROUP BY sink;
