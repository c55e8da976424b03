package dev.healthevents.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Rows of an outbox that follow each other and are of one source, as bytes. */
final class PackedRows {

    private static final byte FORMAT = 1;

    /** Of a row, beside its texts and event: three lengths and a time. */
    private static final int FIXED_BYTES = 3 * Integer.BYTES + Long.BYTES;

    private static final long NOT_TIMED = Long.MIN_VALUE;

    private static final String MEND = ": the state store is damaged; go back to a copy of it";

    private PackedRows() {}

    /** All of them but where they are and of what source. */
    static byte[] packed(List<OutboxRow> rows) {
        List<byte[]> texts = new ArrayList<>(2 * rows.size());
        int length = 1;
        for (OutboxRow row : rows) {
            byte[] id = row.eventId().getBytes(StandardCharsets.UTF_8);
            byte[] subject = row.subject().getBytes(StandardCharsets.UTF_8);
            texts.add(id);
            texts.add(subject);
            length += FIXED_BYTES + id.length + subject.length + row.bytes();
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).put(FORMAT);
        int text = 0;
        for (OutboxRow row : rows) {
            put(bytes, texts.get(text++));
            put(bytes, texts.get(text++));
            put(bytes, row.event());
            bytes.putLong(row.changed() == null ? NOT_TIMED : row.changed().toEpochMilli());
        }
        return bytes.array();
    }

    private static void put(ByteBuffer bytes, byte[] part) {
        bytes.putInt(part.length).put(part);
    }

    /**
     * The rows again.
     *
     * @param last where the last of them is
     * @param events how many they are
     * @param origin as all of them have it
     * @throws StateException if these are no rows
     */
    static List<OutboxRow> unpacked(byte[] packed, long last, int events, String origin) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(packed);
            if (bytes.get() != FORMAT) {
                throw new StateException(
                        "The events up to " + last
                                + " of an outbox are in a form that this version does not know: start the newer one that wrote them");
            }
            List<OutboxRow> rows = new ArrayList<>(events);
            for (long position = last - events + 1; position <= last; position++) {
                String id = text(bytes);
                String subject = text(bytes);
                byte[] event = part(bytes);
                long changed = bytes.getLong();
                Instant timed = changed == NOT_TIMED ? null : Instant.ofEpochMilli(changed);
                rows.add(new OutboxRow(position, id, subject, event, Attempts.NONE, false, origin, timed));
            }
            if (bytes.hasRemaining()) {
                throw new StateException(
                        "The events up to " + last + " of an outbox are not as many as it says" + MEND);
            }
            return rows;
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new StateException("The events up to " + last + " of an outbox are not whole" + MEND, e);
        }
    }

    private static String text(ByteBuffer bytes) {
        return new String(part(bytes), StandardCharsets.UTF_8);
    }

    private static byte[] part(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] part = new byte[length];
        bytes.get(part);
        return part;
    }
}
