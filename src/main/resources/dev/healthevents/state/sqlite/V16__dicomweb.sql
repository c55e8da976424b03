-- A DICOMweb server that is read: which time its comparing began anew, the highest sequence number that was given, and up to
-- which study its archive has been gone through.
CREATE TABLE dicomweb_source (
    source      TEXT    NOT NULL PRIMARY KEY,
    epoch       INTEGER NOT NULL,
    last_number INTEGER NOT NULL,
    walked      TEXT    NOT NULL
);

-- The studies that it holds, as far as is committed, each with its images in one packed value: without their UIDs no delete
-- could be announced. state is 0 for a study that was listed, 1 for one whose images have yet to be learnt, 2 for one whose
-- images have yet to be announced; oldest and newest are when the first and the last of its announced images was found.
CREATE TABLE dicomweb_study (
    source     TEXT    NOT NULL,
    study      TEXT    NOT NULL,
    study_date TEXT,
    state      INTEGER NOT NULL,
    instances  INTEGER NOT NULL,
    oldest     INTEGER NOT NULL,
    newest     INTEGER NOT NULL,
    images     BLOB    NOT NULL,
    PRIMARY KEY (source, study)
);
CREATE INDEX dicomweb_study_date ON dicomweb_study (source, study_date);
CREATE INDEX dicomweb_study_newest ON dicomweb_study (source, newest);
CREATE INDEX dicomweb_study_state ON dicomweb_study (source, study) WHERE state > 0;
