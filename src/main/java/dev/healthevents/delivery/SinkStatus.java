package dev.healthevents.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How a sink's deliveries go, since the start. */
public final class SinkStatus {

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong deadLettered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String state = "idle";
    private volatile String lastError;

    /** @param took from the offer of the batch until the outbox was rid of it */
    public void delivered(int events, Duration took) {
        delivered.addAndGet(events);
        state = "delivering";
        lastError = null;
    }

    /** The sink took nothing, and nothing will be offered to it for a while. */
    public void failed(String reason) {
        failed.incrementAndGet();
        state = "retrying";
        lastError = reason;
    }

    /** The sink failed on one event. */
    public void eventFailed(String reason) {
        failed.incrementAndGet();
        lastError = reason;
    }

    public void deadLettered(int events) {
        deadLettered.addAndGet(events);
    }

    /** @param waiting whether there are events that the sink failed on, and others that wait for them */
    public void idle(boolean waiting) {
        state = waiting ? "waiting" : "idle";
    }

    /** {@code idle}, {@code delivering}, {@code waiting} for events that were put aside, or {@code retrying}. */
    public String state() {
        return state;
    }

    /** How many events were delivered. */
    public long delivered() {
        return delivered.get();
    }

    /** How many events became dead letters. */
    public long deadLettered() {
        return deadLettered.get();
    }

    /** How many attempts failed. */
    public long failed() {
        return failed.get();
    }

    /** Why the last delivery failed, or {@code null} if it did not. */
    public String lastError() {
        return lastError;
    }
}
