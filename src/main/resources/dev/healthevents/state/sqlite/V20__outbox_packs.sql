-- Events that came together and wait in line, at the positions up to last; when one leaves by itself, the
-- others become rows of outbox.
CREATE TABLE outbox_pack (
    sink    TEXT    NOT NULL,
    last    INTEGER NOT NULL,
    events  INTEGER NOT NULL,
    source  TEXT    NOT NULL,
    encoded BLOB    NOT NULL,
    PRIMARY KEY (sink, last)
);
