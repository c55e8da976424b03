package dev.healthevents.delivery;

import dev.healthevents.state.OutboxRow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** How a sink's deliveries go, since the start. */
public final class SinkStatus {

    private static final String STOPPED = "stopped";
    private static final String NOBODY = "no route takes its events: none that runs begins at its outbox";

    private final AtomicBoolean delivering = new AtomicBoolean();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final LongAccumulator told = new LongAccumulator(Math::max, 0);
    private final AtomicLong deadLettered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile String state = STOPPED;
    private volatile boolean reloading;
    private volatile String lastError;
    private volatile long moved = System.nanoTime();
    private volatile BiConsumer<DeliveryOutcome, Duration> deliveries = (outcome, took) -> {};
    private volatile Consumer<Duration> latencies = latency -> {};

    /**
     * @param batch what the sink took
     * @param now by our clock
     */
    void delivered(List<OutboxRow> batch, Instant now) {
        delivered.addAndGet(batch.size());
        state = "delivering";
        lastError = null;
        moved = System.nanoTime();
        for (OutboxRow row : batch) {
            if (row.changed() != null) {
                Duration latency = Duration.between(row.changed(), now);
                latencies.accept(latency.isNegative() ? Duration.ZERO : latency);
            }
        }
    }

    /**
     * A batch was offered.
     *
     * @param took until what became of it was in the outbox
     */
    void offered(DeliveryOutcome outcome, Duration took) {
        deliveries.accept(outcome, took);
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
        moved = System.nanoTime();
    }

    /**
     * Takes note that somebody delivers from now on.
     *
     * @return whether nobody else does still; there are never two
     */
    public boolean begin() {
        boolean mine = delivering.compareAndSet(false, true);
        if (mine) {
            moved = System.nanoTime();
            state = "idle";
            lastError = null;
        }
        return mine;
    }

    /** Takes note that who delivered has ended. */
    public void ended() {
        state = STOPPED;
        delivering.set(false);
    }

    /** @param lasts whether its route is being replaced, which it is delivered to again after */
    public void reloading(boolean lasts) {
        reloading = lasts;
    }

    /**
     * {@code idle}, {@code delivering}, {@code waiting} for events that were put aside, {@code retrying}, {@code reloading}
     * while its route is replaced, or {@code stopped} while no route delivers.
     */
    public String state() {
        return reloading ? "reloading" : state;
    }

    /** For how long it has taken nothing; of interest only while events wait that it could be offered. */
    public Duration stalled() {
        return Duration.ofNanos(System.nanoTime() - moved);
    }

    /**
     * @param took told how each delivery of a batch ended, and how long it took
     * @param latency told of each event that the sink took how long that was after its change; not of backlogs
     */
    public void onDelivery(BiConsumer<DeliveryOutcome, Duration> took, Consumer<Duration> latency) {
        deliveries = took;
        latencies = latency;
    }

    /** Events of a batch were kept from the sink, since their partition of a topic was taken away. */
    public void dropped(int events) {
        dropped.addAndGet(events);
    }

    /** How many events left the outbox undelivered, since another process has their partition of a topic. */
    public long dropped() {
        return dropped.get();
    }

    /** How many events were delivered. */
    public long delivered() {
        // What is dropped is taken out with what is delivered, a moment later.
        told.accumulate(delivered.get() - dropped.get());
        return told.get();
    }

    /** How many events became dead letters. */
    public long deadLettered() {
        return deadLettered.get();
    }

    /** How many attempts failed. */
    public long failed() {
        return failed.get();
    }

    /** Why the last delivery failed or none is made, or {@code null} if all is well. */
    public String lastError() {
        return STOPPED.equals(state()) ? NOBODY : lastError;
    }
}
