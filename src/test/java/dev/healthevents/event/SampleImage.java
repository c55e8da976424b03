package dev.healthevents.event;

/** Change 7 of a DICOM service's feed, as a bridge in use would announce it. */
public final class SampleImage {

    public static final String HOST = "clinic-pacs.dicom.example.org";
    public static final String STUDY = "1.2.840.113619.2.1";
    public static final String SERIES = "1.2.840.113619.2.1.4";
    public static final String INSTANCE = "1.2.840.113619.2.1.4.99";
    public static final String SUBJECT =
            HOST + "/v1/partitions/Microsoft.Default/studies/" + STUDY + "/series/" + SERIES + "/instances/" + INSTANCE;

    private SampleImage() {}

    public static HealthEvent of(HealthEventType type) {
        return new HealthEvent(
                EventIds.dicom(HOST, 1, 7),
                SampleEvent.WORKSPACE,
                type,
                SUBJECT,
                SampleEvent.TIME,
                new DicomImageData("Microsoft.Default", STUDY, SERIES, INSTANCE, HOST, 7));
    }
}
