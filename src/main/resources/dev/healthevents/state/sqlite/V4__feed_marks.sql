-- A row that a feed is known to have held: a feed without it went backwards, as after its database was restored.
CREATE TABLE feed_mark (
    source TEXT NOT NULL PRIMARY KEY,
    mark   TEXT NOT NULL
);
