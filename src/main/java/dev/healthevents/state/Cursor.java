package dev.healthevents.state;

import java.time.Instant;

/**
 * How far a source has been read.
 *
 * @param position everything before it is committed, but for what commits late on the server
 * @param floor nothing before it is announced: where the source was told to start
 * @param serverTime the server's clock when this was committed
 */
public record Cursor(Instant position, Instant floor, Instant serverTime) {}
