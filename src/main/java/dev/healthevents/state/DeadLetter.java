package dev.healthevents.state;

import java.time.Instant;

/**
 * What could not be announced.
 *
 * @param id the same whenever the same thing fails again
 * @param stage where it failed: {@code read} or {@code route}
 * @param source the source it came from
 * @param at when it failed, by our clock
 * @param reason why, in one sentence
 * @param entry what is known of it: ids only, or the event
 */
public record DeadLetter(String id, String stage, String source, Instant at, String reason, String entry) {}
