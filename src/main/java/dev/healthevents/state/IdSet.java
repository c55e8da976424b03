package dev.healthevents.state;

import java.util.UUID;

/** A set of 128-bit ids in 32 bytes each or fewer: two longs a slot, open addressing, at most half full. */
final class IdSet {

    private long[] slots = new long[2 * 64];
    private int size;
    private boolean containsZero;

    boolean contains(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        if ((high | low) == 0) {
            return containsZero;
        }
        int slot = find(slots, high, low);
        return (slots[slot] | slots[slot + 1]) != 0;
    }

    void add(UUID id) {
        long high = id.getMostSignificantBits();
        long low = id.getLeastSignificantBits();
        if ((high | low) == 0) {
            // A free slot is marked by zero, so the one id that is zero is kept apart.
            containsZero = true;
            return;
        }
        int slot = find(slots, high, low);
        if ((slots[slot] | slots[slot + 1]) == 0) {
            slots[slot] = high;
            slots[slot + 1] = low;
            if (++size * 4 > slots.length) {
                grow();
            }
        }
    }

    /** How many longs its table holds. */
    int slots() {
        return slots.length;
    }

    int size() {
        return size + (containsZero ? 1 : 0);
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (int slot = 0; slot < slots.length; slot += 2) {
            if ((slots[slot] | slots[slot + 1]) != 0) {
                int free = find(larger, slots[slot], slots[slot + 1]);
                larger[free] = slots[slot];
                larger[free + 1] = slots[slot + 1];
            }
        }
        slots = larger;
    }

    private static int find(long[] slots, long high, long low) {
        int mask = slots.length - 1;
        long mixed = (high ^ low) * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32) << 1 & mask;
        while ((slots[slot] | slots[slot + 1]) != 0 && (slots[slot] != high || slots[slot + 1] != low)) {
            slot = slot + 2 & mask;
        }
        return slot;
    }
}
