package dev.healthevents.feed.orthanc;

/**
 * What {@code /tools/bulk-content} tells of an instance, a series or a study.
 *
 * @param id Orthanc's id
 * @param uid its DICOM UID, or {@code null} where it has none
 * @param parent Orthanc's id of its series or study, or {@code null}
 */
record Resource(String id, String uid, String parent) {}
