package dev.healthevents.state;

import java.time.Instant;

/**
 * How far a source has been read.
 *
 * @param position everything before it is committed, but for what commits late on the server
 * @param floor nothing before it is the tail's or the sweep's: where the source was told to start, or a backlog ends
 * @param serverTime the server's clock when this was committed
 * @param swept the server's clock when the last sweep that came to its end began: everything that was visible then is
 *     committed, however late it was
 */
public record Cursor(Instant position, Instant floor, Instant serverTime, Instant swept) {}
