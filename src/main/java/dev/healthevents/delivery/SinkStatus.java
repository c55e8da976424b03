package dev.healthevents.delivery;

import java.util.concurrent.atomic.AtomicLong;

/** How a sink's deliveries go, since the start. */
public final class SinkStatus {

    private final AtomicLong delivered = new AtomicLong();
    private volatile String state = "idle";
    private volatile String lastError;

    public void delivered(int events) {
        delivered.addAndGet(events);
        state = "delivering";
        lastError = null;
    }

    public void failed(String reason) {
        state = "retrying";
        lastError = reason;
    }

    public void idle() {
        state = "idle";
    }

    /** {@code idle}, {@code delivering} or {@code retrying}. */
    public String state() {
        return state;
    }

    /** How many events were delivered. */
    public long delivered() {
        return delivered.get();
    }

    /** Why the last delivery failed, or {@code null} if it did not. */
    public String lastError() {
        return lastError;
    }
}
