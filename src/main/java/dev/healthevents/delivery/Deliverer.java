package dev.healthevents.delivery;

import java.time.Duration;

/** Delivers what waits for a sink, step by step. For one thread. */
public interface Deliverer {

    /**
     * Does what it is time for.
     *
     * @return for how long there is nothing to do unless there are {@link dev.healthevents.state.Outbox#news news}; zero:
     *     go on
     * @throws InterruptedException if the thread is told to stop
     */
    Duration step() throws InterruptedException;

    /** Takes note of what has become of offers, and makes none. */
    default void settle() {}

    /** Waits until no offer is under way, and takes note of what has become of them. */
    default void end() {}
}
