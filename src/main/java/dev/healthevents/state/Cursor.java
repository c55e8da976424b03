package dev.healthevents.state;

import java.time.Instant;

/**
 * How far a source has been read. All times but one are the server's, as it told them.
 *
 * @param position everything before it is committed, but for what commits late on the server
 * @param floor nothing before it is the tail's or the sweep's: where the source was told to start, or a backlog ends
 * @param serverTime the server's clock when this was committed
 * @param swept the server's clock when the last sweep that came to its end began
 * @param settled everything before it is committed, however late it was, unless the server's clock was set back since;
 *     {@code null} where an older version of this program wrote the cursor
 * @param ourTime our clock when the server's was {@code serverTime}, or {@code null} as before
 * @param known the ids of all that was announced, and that a window from there on may show, are stored; {@code null} as
 *     before
 * @param clocks what is known of the server's clocks
 */
public record Cursor(
        Instant position,
        Instant floor,
        Instant serverTime,
        Instant swept,
        Instant settled,
        Instant ourTime,
        Instant known,
        HeardClocks clocks) {

    /** A cursor that says nothing of the server's clocks. */
    public Cursor(
            Instant position,
            Instant floor,
            Instant serverTime,
            Instant swept,
            Instant settled,
            Instant ourTime,
            Instant known) {
        this(position, floor, serverTime, swept, settled, ourTime, known, HeardClocks.UNTOLD);
    }

    /** A cursor as an older version of this program wrote it. */
    public Cursor(Instant position, Instant floor, Instant serverTime, Instant swept) {
        this(position, floor, serverTime, swept, null, null, null);
    }
}
