package dev.healthevents.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Small, valid DICOM files of made-up patients: a secondary capture of 8 by 8 grey pixels each, about 800 bytes.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part10/chapter_7.html">DICOM PS3.10, 7</a>
 */
public final class DicomFiles {

    private static final String ROOT = "1.2.826.0.1.3680043.10.9999.";
    private static final String SECONDARY_CAPTURE = "1.2.840.10008.5.1.4.1.1.7";
    private static final String EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";
    private static final byte[] PIXELS = new byte[64];

    private DicomFiles() {}

    /** The UIDs of one instance. */
    public record Uids(String study, String series, String instance) {}

    public static Uids uids(int study, int series, int instance) {
        String studyUid = ROOT + study;
        return new Uids(studyUid, studyUid + '.' + series, studyUid + '.' + series + '.' + instance);
    }

    /**
     * Writes a study, one file an instance.
     *
     * @param folder made where it does not exist
     * @param study a number that makes its UIDs, and its patient
     * @return {@code folder}
     */
    public static Path study(Path folder, int study, int series, int instancesOfASeries) {
        for (int s = 1; s <= series; s++) {
            for (int i = 1; i <= instancesOfASeries; i++) {
                write(folder, study, s, i);
            }
        }
        return folder;
    }

    /** Writes one instance of a study. */
    public static Path write(Path folder, int study, int series, int instance) {
        try {
            Files.createDirectories(folder);
            byte[] file = bytes(uids(study, series, instance), study, series, instance);
            return Files.write(folder.resolve(study + "-" + series + "-" + instance + ".dcm"), file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write DICOM files into " + folder, e);
        }
    }

    private static byte[] bytes(Uids uids, int study, int series, int instance) {
        DicomBytes meta = new DicomBytes();
        meta.bytes(0x0002, 0x0001, "OB", new byte[] {0, 1});
        meta.uid(0x0002, 0x0002, SECONDARY_CAPTURE);
        meta.uid(0x0002, 0x0003, uids.instance());
        meta.uid(0x0002, 0x0010, EXPLICIT_LITTLE_ENDIAN);
        meta.uid(0x0002, 0x0012, ROOT + "1");
        DicomBytes data = new DicomBytes();
        data.uid(0x0008, 0x0016, SECONDARY_CAPTURE);
        data.uid(0x0008, 0x0018, uids.instance());
        data.text(0x0008, 0x0020, "DA", "20250101");
        data.text(0x0008, 0x0030, "TM", "101500");
        data.text(0x0008, 0x0050, "SH", "ACC" + study);
        data.text(0x0008, 0x0060, "CS", "OT");
        data.text(0x0008, 0x0064, "CS", "SYN");
        data.text(0x0008, 0x0090, "PN", "Referrer^Test");
        data.text(0x0010, 0x0010, "PN", "Synthetic^P" + study);
        data.text(0x0010, 0x0020, "LO", "P" + study);
        data.text(0x0010, 0x0030, "DA", "19700101");
        data.text(0x0010, 0x0040, "CS", "O");
        data.uid(0x0020, 0x000D, uids.study());
        data.uid(0x0020, 0x000E, uids.series());
        data.text(0x0020, 0x0010, "SH", "S" + study);
        data.text(0x0020, 0x0011, "IS", "" + series);
        data.text(0x0020, 0x0013, "IS", "" + instance);
        data.number(0x0028, 0x0002, 1);
        data.text(0x0028, 0x0004, "CS", "MONOCHROME2");
        data.number(0x0028, 0x0010, 8);
        data.number(0x0028, 0x0011, 8);
        data.number(0x0028, 0x0100, 8);
        data.number(0x0028, 0x0101, 8);
        data.number(0x0028, 0x0102, 7);
        data.number(0x0028, 0x0103, 0);
        data.bytes(0x7FE0, 0x0010, "OB", PIXELS);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[128]);
        file.writeBytes("DICM".getBytes(US_ASCII));
        DicomBytes length = new DicomBytes();
        length.longNumber(0x0002, 0x0000, meta.toByteArray().length);
        file.writeBytes(length.toByteArray());
        file.writeBytes(meta.toByteArray());
        file.writeBytes(data.toByteArray());
        return file.toByteArray();
    }
}
