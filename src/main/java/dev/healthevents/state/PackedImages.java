package dev.healthevents.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.healthevents.feed.dicomweb.Image;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * The images of a study as one value, in ten to thirty bytes each: every one by how it differs from the one before, and
 * all of that compressed. Images that were found together hardly differ in more than their last digits.
 */
final class PackedImages {

    /** So that later versions of this program can tell what they read. */
    private static final int FORMAT = 1;

    private static final Image NONE = new Image("", "", 0, 0, Instant.EPOCH);

    private PackedImages() {}

    static byte[] packed(List<Image> images) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(FORMAT);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
            Image before = NONE;
            for (Image image : images) {
                text(out, before.series(), image.series());
                text(out, before.sop(), image.sop());
                difference(out, image.number() - before.number());
                difference(out, image.epoch() - before.epoch());
                difference(out, image.time().toEpochMilli() - before.time().toEpochMilli());
                before = image;
            }
        } catch (IOException e) {
            throw new IllegalStateException("Memory can be written", e);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    static List<Image> unpacked(byte[] packed) {
        if (packed.length == 0 || packed[0] != FORMAT) {
            throw new StateException("it holds images in a form that this version does not know", null);
        }
        Inflater inflater = new Inflater(true);
        List<Image> images = new ArrayList<>();
        ByteArrayInputStream bytes = new ByteArrayInputStream(packed, 1, packed.length - 1);
        try (DataInputStream in = new DataInputStream(new InflaterInputStream(bytes, inflater))) {
            Image before = NONE;
            for (int shared = first(in); shared >= 0; shared = first(in)) {
                before = new Image(
                        text(in, before.series(), shared),
                        text(in, before.sop(), (int) whole(in)),
                        before.number() + difference(in),
                        before.epoch() + (int) difference(in),
                        before.time().plusMillis(difference(in)));
                images.add(before);
            }
            return images;
        } catch (IOException e) {
            throw new StateException("what it holds of the images of a study can't be read", e);
        } finally {
            inflater.end();
        }
    }

    /** @return -1 at the end */
    private static int first(DataInputStream in) throws IOException {
        try {
            return (int) whole(in);
        } catch (EOFException e) {
            return -1;
        }
    }

    private static void text(DataOutputStream out, String before, String text) throws IOException {
        int shared = 0;
        while (shared < before.length() && shared < text.length() && before.charAt(shared) == text.charAt(shared)) {
            shared++;
        }
        whole(out, shared);
        whole(out, text.length() - shared);
        out.write(text.substring(shared).getBytes(ISO_8859_1));
    }

    private static String text(DataInputStream in, String before, int shared) throws IOException {
        byte[] rest = new byte[(int) whole(in)];
        in.readFully(rest);
        return shared == before.length() && rest.length == 0
                ? before
                : before.substring(0, shared) + new String(rest, ISO_8859_1);
    }

    /** Negative ones in between, so that small ones stay short. */
    private static void difference(DataOutputStream out, long difference) throws IOException {
        whole(out, difference << 1 ^ difference >> 63);
    }

    private static long difference(DataInputStream in) throws IOException {
        long written = whole(in);
        return written >>> 1 ^ -(written & 1);
    }

    /** Seven bits a byte, the lowest first. */
    private static void whole(DataOutputStream out, long number) throws IOException {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }

    private static long whole(DataInputStream in) throws IOException {
        long number = 0;
        int shift = 0;
        int next = in.readUnsignedByte();
        while ((next & 0x80) != 0) {
            number |= (long) (next & 0x7F) << shift;
            shift += 7;
            next = in.readUnsignedByte();
        }
        return number | (long) next << shift;
    }
}
