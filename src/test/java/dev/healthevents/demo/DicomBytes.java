package dev.healthevents.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/**
 * Data elements in Explicit VR Little Endian, in the order in which they are added.
 *
 * @see <a href="https://dicom.nema.org/medical/dicom/current/output/chtml/part05/sect_7.1.2.html">DICOM PS3.5, 7.1.2</a>
 */
final class DicomBytes {

    private static final Set<String> LONG_FORM = Set.of("OB", "OW", "SQ", "UN", "UT");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void uid(int group, int element, String uid) {
        bytes(group, element, "UI", padded(uid, '\0'));
    }

    void text(int group, int element, String type, String text) {
        bytes(group, element, type, padded(text, ' '));
    }

    void number(int group, int element, int number) {
        bytes(group, element, "US", new byte[] {(byte) number, (byte) (number >> 8)});
    }

    void longNumber(int group, int element, int number) {
        bytes(group, element, "UL", new byte[] {
            (byte) number, (byte) (number >> 8), (byte) (number >> 16), (byte) (number >> 24)
        });
    }

    void bytes(int group, int element, String type, byte[] value) {
        two(group);
        two(element);
        out.writeBytes(type.getBytes(US_ASCII));
        if (LONG_FORM.contains(type)) {
            two(0);
            two(value.length);
            two(value.length >> 16);
        } else {
            two(value.length);
        }
        out.writeBytes(value);
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private void two(int number) {
        out.write(number);
        out.write(number >> 8);
    }

    private static byte[] padded(String text, char padding) {
        return (text.length() % 2 == 0 ? text : text + padding).getBytes(US_ASCII);
    }
}
