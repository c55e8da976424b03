package dev.healthevents.state;

import java.time.Duration;

/**
 * What is known of a server's clocks, so that a process that goes on from a cursor knows it as well. All of it counts from
 * the time at which the server's clock was the cursor's.
 *
 * @param silence if nobody had been heard for a while until shortly before, how long before that while began; else zero
 * @param known for how long before all clocks are known that spoke, negative if only since a while after;
 *     {@code null} where an older version of this program wrote the cursor, or before anything was read
 * @param slowest how far the slowest of these was behind the cursor's time, {@code null} as before
 * @param count our count of milliseconds then, which nobody sets, and which means something to a process of the same machine
 *     until that is started anew; {@code null} as before
 */
public record HeardClocks(Duration silence, Duration known, Duration slowest, Long count) {

    /** What a cursor has that says nothing of them. */
    public static final HeardClocks UNTOLD = new HeardClocks(Duration.ZERO, null, null, null);
}
