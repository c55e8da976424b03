-- The epoch in which an instance was announced is part of that event's id, and stays so when a new epoch begins. An image,
-- as its UIDs name it, may be there by several instances, which are found by its SOP Instance UID.
ALTER TABLE orthanc_instance ADD COLUMN epoch INTEGER NOT NULL DEFAULT 1;
UPDATE orthanc_instance SET epoch = COALESCE(
    (SELECT s.epoch FROM orthanc_source s WHERE s.source = orthanc_instance.source), 1);
CREATE INDEX orthanc_instance_image ON orthanc_instance (source, sop);
