package dev.healthevents.feed.fhir;

/**
 * Which entries were seen before, by 64 bits each; of very many only the last: memory must not grow with a list. What was
 * forgotten counts as new.
 */
final class Fingerprints {

    private final int most;
    private long[] recent = new long[256];
    private long[] before = new long[1];
    private int size;

    /** @param most how many are remembered at the least, where there are more */
    Fingerprints(int most) {
        this.most = most;
    }

    /** Whether it was not seen before. */
    boolean add(long fingerprint) {
        // An empty place is 0.
        long value = fingerprint == 0 ? 1 : fingerprint;
        int place = place(recent, value);
        if (recent[place] == value || before[place(before, value)] == value) {
            return false;
        }
        recent[place] = value;
        size++;
        if (size >= most) {
            before = recent;
            recent = new long[before.length];
            size = 0;
        } else if (size > recent.length / 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        long[] old = recent;
        recent = new long[old.length * 2];
        for (long value : old) {
            if (value != 0) {
                recent[place(recent, value)] = value;
            }
        }
    }

    /** Where it is, or would be. */
    private static int place(long[] table, long value) {
        int mask = table.length - 1;
        int place = (int) (value ^ value >>> 32) & mask;
        while (table[place] != 0 && table[place] != value) {
            place = place + 1 & mask;
        }
        return place;
    }
}
