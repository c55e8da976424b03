package dev.healthevents.feed;

import java.time.Duration;
import java.time.Instant;

/**
 * A server's clock turned out to be another one than what it had said before: it was set, or another node answered.
 *
 * @param by how far ahead it leapt; negative where it went back
 * @param to what it shows now
 */
public record Leap(Duration by, Instant to) {}
