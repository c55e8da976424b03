package dev.healthevents.state;

import java.util.concurrent.atomic.AtomicLong;

/** So many bytes of memory, which many share. */
final class Room {

    private final AtomicLong left;

    Room(long bytes) {
        left = new AtomicLong(bytes);
    }

    /** @return whether there were so many; nothing is taken otherwise */
    boolean take(long bytes) {
        return left.getAndUpdate(free -> free < bytes ? free : free - bytes) >= bytes;
    }

    void giveBack(long bytes) {
        left.addAndGet(bytes);
    }
}
