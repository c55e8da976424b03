package dev.healthevents.source;

import java.util.concurrent.atomic.AtomicInteger;

/** How many bytes of encoded events a part of a window may hold: an eighth of the heap, for all windows together. */
public final class PartBytes {

    private static final long MOST = 16 << 20;
    private static final long LEAST = 1 << 20;

    private final long together;
    private final AtomicInteger windows = new AtomicInteger();

    /** @param heap bytes that this process may use */
    public PartBytes(long heap) {
        this.together = heap / 8;
    }

    void begin() {
        windows.incrementAndGet();
    }

    void end() {
        windows.decrementAndGet();
    }

    /** From 1 MB to 16 MB; less the more windows are under way. */
    long ofOnePart() {
        return Math.max(LEAST, Math.min(MOST, together / Math.max(1, windows.get())));
    }
}
