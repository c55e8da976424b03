-- Events that came together and wait in line, at the positions up to last; when one leaves by itself, the
-- others become rows of outbox.
CREATE TABLE outbox_pack (
    sink    TEXT    NOT NULL,
    last    BIGINT  NOT NULL,
    events  INTEGER NOT NULL,
    source  TEXT    NOT NULL,
    encoded BYTEA   NOT NULL,
    PRIMARY KEY (sink, last)
);
-- They stay for moments, as a rule: not worth compressing.
ALTER TABLE outbox_pack ALTER COLUMN encoded SET STORAGE EXTERNAL;
