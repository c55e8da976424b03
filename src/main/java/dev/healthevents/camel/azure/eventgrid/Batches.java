package dev.healthevents.camel.azure.eventgrid;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts events into as few JSON arrays as the limits allow, in order. An event that is too long for the limit is alone in
 * its array.
 */
record Batches(int maxEvents, int maxBytes) {

    private static final int BRACKETS = 2;
    private static final int COMMA = 1;

    List<byte[]> of(List<byte[]> events) {
        List<byte[]> batches = new ArrayList<>();
        int from = 0;
        long bytes = BRACKETS;
        for (int i = 0; i < events.size(); i++) {
            long length = events.get(i).length + (i > from ? COMMA : 0);
            if (i > from && (i - from == maxEvents || bytes + length > maxBytes)) {
                batches.add(array(events.subList(from, i), bytes));
                from = i;
                bytes = BRACKETS;
                length = events.get(i).length;
            }
            bytes += length;
        }
        if (from < events.size()) {
            batches.add(array(events.subList(from, events.size()), bytes));
        }
        return batches;
    }

    private static byte[] array(List<byte[]> events, long bytes) {
        ByteArrayOutputStream array = new ByteArrayOutputStream(Math.toIntExact(bytes));
        array.write('[');
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                array.write(',');
            }
            array.writeBytes(events.get(i));
        }
        array.write(']');
        return array.toByteArray();
    }
}
