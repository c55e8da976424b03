package dev.healthevents.camel;

import dev.healthevents.feed.ServerClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** How a source is doing, since the start. */
public final class SourceStatus {

    private final ServerClock clock;
    private final AtomicLong events = new AtomicLong();
    private final AtomicLong repeats = new AtomicLong();
    private final AtomicLong deadLetters = new AtomicLong();
    private volatile String state = "starting";
    private volatile Instant cursor;
    private volatile String lastError;

    SourceStatus(ServerClock clock) {
        this.clock = clock;
    }

    void read(boolean catchingUp, Instant position) {
        state = catchingUp ? "catching-up" : "up-to-date";
        cursor = position;
        lastError = null;
    }

    void resumed(Instant position) {
        cursor = position;
    }

    void failed(String reason) {
        state = "retrying";
        lastError = reason;
    }

    void paused(String reason) {
        state = "paused";
        lastError = reason;
    }

    void stopped() {
        state = "stopped";
    }

    void counted(int newEvents, int newRepeats, int newDeadLetters) {
        events.addAndGet(newEvents);
        repeats.addAndGet(newRepeats);
        deadLetters.addAndGet(newDeadLetters);
    }

    /** {@code starting}, {@code catching-up}, {@code up-to-date}, {@code retrying}, {@code paused} or {@code stopped}. */
    public String state() {
        return state;
    }

    /** Everything before this is announced, by the server's clock; {@code null} before the first contact. */
    public Instant cursor() {
        return cursor;
    }

    /** How far the cursor is behind the server's clock, or {@code null} before the first contact. */
    public Duration lag() {
        Instant position = cursor;
        if (position == null) {
            return null;
        }
        Duration lag = Duration.between(position, clock.now());
        return lag.isNegative() ? Duration.ZERO : lag;
    }

    /** How many events were announced. */
    public long events() {
        return events.get();
    }

    /** How many changes were read again and not announced again. */
    public long repeats() {
        return repeats.get();
    }

    /** How many entries became dead letters. */
    public long deadLetters() {
        return deadLetters.get();
    }

    /** Why the last look failed or nothing is read, or {@code null} if all is well. */
    public String lastError() {
        return lastError;
    }
}
