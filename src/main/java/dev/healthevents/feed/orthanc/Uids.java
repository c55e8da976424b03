package dev.healthevents.feed.orthanc;

/**
 * What DICOM calls an instance.
 *
 * @param study Study Instance UID (0020,000D)
 * @param series Series Instance UID (0020,000E)
 * @param sop SOP Instance UID (0008,0018)
 */
public record Uids(String study, String series, String sop) {}
