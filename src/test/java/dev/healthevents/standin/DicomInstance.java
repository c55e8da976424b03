package dev.healthevents.standin;

/** An instance of the stand-in for a DICOM service. */
public record DicomInstance(String partition, String study, String series, String sop) {

    private static final String ROOT = "1.2.826.0.1.3680043.8.498.";

    /** The instance with that number: a hundred to a series, four series to a study. */
    public static DicomInstance of(long number) {
        return new DicomInstance(
                "Microsoft.Default",
                ROOT + number / 400,
                ROOT + number / 400 + "." + number / 100,
                ROOT + "9." + number);
    }
}
