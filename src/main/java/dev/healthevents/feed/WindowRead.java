package dev.healthevents.feed;

import dev.healthevents.event.HealthEvent;
import java.time.Instant;
import java.util.List;

/**
 * All of a window, read to its last page.
 *
 * @param window what was asked for
 * @param events its changes, oldest first, each once
 * @param rejected entries that could not be understood
 * @param serverTime the server's clock when it began to answer the first page, never later than that; every change
 *     that was visible then is in here
 * @param entries how many entries the pages held, repeats included
 * @param learnt what the feed must not forget of it, to be kept in the window's own transaction
 */
public record WindowRead(
        Window window,
        List<HealthEvent> events,
        List<Rejected> rejected,
        Instant serverTime,
        int entries,
        Learnt learnt) {

    /** A window of a feed that need not remember anything. */
    public WindowRead(
            Window window, List<HealthEvent> events, List<Rejected> rejected, Instant serverTime, int entries) {
        this(window, events, rejected, serverTime, entries, Learnt.NOTHING);
    }

    /** The same window with some of its events, oldest first, and some of its rejected entries. */
    public WindowRead with(List<HealthEvent> some, List<Rejected> someRejected) {
        return new WindowRead(window, some, someRejected, serverTime, entries, learnt);
    }
}
