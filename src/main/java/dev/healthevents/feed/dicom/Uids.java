package dev.healthevents.feed.dicom;

/**
 * What DICOM calls an instance.
 *
 * @param study Study Instance UID (0020,000D)
 * @param series Series Instance UID (0020,000E)
 * @param sop SOP Instance UID (0008,0018)
 */
public record Uids(String study, String series, String sop) {

    /** Where DICOMweb has it, below the service: {@code studies/1.2/series/1.2.3/instances/1.2.3.4}. */
    public String path() {
        return "studies/" + study + "/series/" + series + "/instances/" + sop;
    }
}
