-- Until when the owner may be taken to live, by this database's clock: one that stops renewing it is taken over from.
CREATE TABLE lease (
    name       TEXT        NOT NULL PRIMARY KEY,
    renewed_at TIMESTAMPTZ NOT NULL
);
