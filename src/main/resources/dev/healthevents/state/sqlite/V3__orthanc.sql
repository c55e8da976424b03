-- An Orthanc that is read: which time its numbers begin anew, and up to which Seq its changes are committed.
CREATE TABLE orthanc_source (
    source   TEXT    NOT NULL PRIMARY KEY,
    epoch    INTEGER NOT NULL,
    last_seq INTEGER NOT NULL
);

-- The instances that an Orthanc holds, as far as is committed: without their UIDs no delete could be announced. seq is
-- the Seq of the row that was announced last, number the sequence number that it was given; kind is 0 for what was there
-- before the source was first read, 1 for created, 2 for updated.
CREATE TABLE orthanc_instance (
    source TEXT    NOT NULL,
    id     TEXT    NOT NULL,
    study  TEXT    NOT NULL,
    series TEXT    NOT NULL,
    sop    TEXT    NOT NULL,
    seq    INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind   INTEGER NOT NULL,
    PRIMARY KEY (source, id)
) WITHOUT ROWID;

-- Sequence numbers that are ours: given to changes for which Orthanc has no Seq, or whose Seq was taken by one of these.
CREATE TABLE orthanc_own_number (
    source       TEXT    NOT NULL,
    first_number INTEGER NOT NULL,
    last_number  INTEGER NOT NULL,
    PRIMARY KEY (source, first_number)
) WITHOUT ROWID;
