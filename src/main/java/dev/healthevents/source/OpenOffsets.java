package dev.healthevents.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which records of a partition are done with: all before a position but some that are open. Kafka keeps one number of a
 * group for a partition, before which all is done; what is done behind the first open one goes with it, as its metadata,
 * so that one event that waits for its next attempt has nothing else delivered again. Not for use by several threads.
 */
final class OpenOffsets {

    /** Brokers take 4,096 ({@code offset.metadata.max.bytes}). */
    static final int MOST_CHARACTERS = 3_900;

    private static final String VERSION = "1:";
    private static final int SEVEN_BITS = 0x7F;
    private static final int MORE = 0x80;

    private final NavigableMap<Long, Integer> open = new TreeMap<>();
    private final NavigableSet<Long> known;
    private final long knownUntil;
    private long next;

    /**
     * @param committed before this all is done
     * @param metadata as {@link #metadata} gave it for that position; anything else is taken for none
     */
    OpenOffsets(long committed, String metadata) {
        this.next = committed;
        NavigableSet<Long> found = new TreeSet<>();
        this.knownUntil = decode(committed, metadata, found);
        this.known = found;
    }

    /** Whether somebody was done with it before. */
    boolean isDone(long offset) {
        return offset < next ? !open.containsKey(offset) : offset < knownUntil && !known.contains(offset);
    }

    /** Takes note that something of a record is not done with, once more than before. */
    void opened(long offset) {
        open.merge(offset, 1, Integer::sum);
        next = Math.max(next, offset + 1);
    }

    /** Takes note that all before this was read. */
    void read(long position) {
        next = Math.max(next, position);
    }

    /** Takes note that something of a record is done with that was opened. */
    void done(long offset) {
        open.computeIfPresent(offset, (any, times) -> times == 1 ? null : times - 1);
    }

    int size() {
        return open.size();
    }

    /** All before this was read. */
    long next() {
        return next;
    }

    /** All before this was read by who had the partition before, as far as that is known. */
    long knownUntil() {
        return knownUntil;
    }

    /** All before this is done; what is to be committed. */
    long committable() {
        return open.isEmpty() ? next : open.firstKey();
    }

    String metadata() {
        return metadata(MOST_CHARACTERS);
    }

    /**
     * What is done behind {@link #committable}: the distances of the open ones from each other and of the position behind
     * the last of them, as far as there is room for them.
     */
    String metadata(int mostCharacters) {
        int most = Math.max(0, mostCharacters - VERSION.length()) / 4 * 3 - Long.BYTES - 2;
        List<Long> stops = new ArrayList<>(open.navigableKeySet().tailSet(committable(), false));
        // What a predecessor knew beyond what was read here holds still.
        known.tailSet(next, true).forEach(stops::add);
        stops.add(Math.max(next, knownUntil));
        ByteBuffer bytes = ByteBuffer.allocate(Math.max(0, most) + 2 * (Long.BYTES + 2));
        long last = committable();
        for (long stop : stops) {
            if (bytes.position() > most) {
                break;
            }
            write(stop - last, bytes);
            last = stop;
        }
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(taken(bytes));
    }

    private static byte[] taken(ByteBuffer bytes) {
        byte[] all = new byte[bytes.position()];
        bytes.flip().get(all);
        return all;
    }

    private static void write(long number, ByteBuffer bytes) {
        long rest = number;
        while (rest > SEVEN_BITS) {
            bytes.put((byte) (rest & SEVEN_BITS | MORE));
            rest >>>= 7;
        }
        bytes.put((byte) rest);
    }

    /** @return before this all is done but for what was found */
    private static long decode(long committed, String metadata, NavigableSet<Long> found) {
        if (metadata == null || !metadata.startsWith(VERSION)) {
            return committed;
        }
        List<Long> stops = new ArrayList<>();
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(metadata.substring(VERSION.length()));
            long last = committed;
            long number = 0;
            int shift = 0;
            for (byte one : bytes) {
                number |= (long) (one & SEVEN_BITS) << shift;
                shift += 7;
                if ((one & MORE) == 0) {
                    last += number;
                    stops.add(last);
                    number = 0;
                    shift = 0;
                }
            }
        } catch (IllegalArgumentException e) {
            return committed;
        }
        if (stops.isEmpty()) {
            return committed;
        }
        long until = stops.remove(stops.size() - 1);
        found.addAll(stops);
        if (until > committed) {
            found.add(committed);
        }
        return until;
    }
}
