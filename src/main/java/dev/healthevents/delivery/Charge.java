package dev.healthevents.delivery;

import dev.healthevents.state.Attempts;
import java.time.Duration;
import java.time.Instant;

/**
 * What becomes of an event that its sink failed on.
 *
 * @param attempts with this one
 * @param failure of this one, or {@code null} if its time is over before another one
 * @param cause why it is given up, in a word of Event Grid's, or {@code null} if it is offered again
 * @param delay until it is offered again
 * @param next when it is
 */
record Charge(Attempts attempts, Failure failure, String cause, Duration delay, Instant next) {}
