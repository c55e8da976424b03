-- Events that came together and wait in line, at the positions up to last; one that goes another way than the others makes
-- rows of outbox of all of them.
CREATE TABLE outbox_pack (
    sink    TEXT    NOT NULL,
    last    INTEGER NOT NULL,
    events  INTEGER NOT NULL,
    source  TEXT    NOT NULL,
    encoded BLOB    NOT NULL,
    PRIMARY KEY (sink, last)
);
