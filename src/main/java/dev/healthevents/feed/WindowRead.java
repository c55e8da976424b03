package dev.healthevents.feed;

import dev.healthevents.event.HealthEvent;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * A window, read to its last page.
 *
 * @param window what was asked for
 * @param events its changes, oldest first, each once; the first of them where there are {@code more}
 * @param rejected entries that could not be understood
 * @param serverTime the server's clock when it began to answer the first page, never later than that; every change
 *     that was visible then is in here
 * @param entries how many entries the pages held, repeats included
 * @param learnt what the feed must not forget of it, to be kept in the window's own transaction
 * @param more what is too much to be in memory at once, or {@code null}
 */
public record WindowRead(
        Window window,
        List<HealthEvent> events,
        List<Rejected> rejected,
        Instant serverTime,
        int entries,
        Learnt learnt,
        More more) {

    /** The rest of a large window. */
    public interface More {

        /**
         * The next part of the window, which may have a next one too.
         *
         * @throws FeedException if it is gone: the feed was closed, or has read other large windows since
         */
        WindowRead next() throws FeedException;
    }

    /** All of a window of a feed that need not remember anything. */
    public WindowRead(
            Window window, List<HealthEvent> events, List<Rejected> rejected, Instant serverTime, int entries) {
        this(window, events, rejected, serverTime, entries, Learnt.NOTHING);
    }

    /** All of a window. */
    public WindowRead(
            Window window,
            List<HealthEvent> events,
            List<Rejected> rejected,
            Instant serverTime,
            int entries,
            Learnt learnt) {
        this(window, events, rejected, serverTime, entries, learnt, null);
    }

    /** A part of a window of a feed that need not remember anything. */
    public WindowRead(
            Window window,
            List<HealthEvent> events,
            List<Rejected> rejected,
            Instant serverTime,
            int entries,
            More more) {
        this(window, events, rejected, serverTime, entries, Learnt.NOTHING, more);
    }

    /** The part of the window that follows this one, or {@code null}. */
    public WindowRead next() throws FeedException {
        return more == null ? null : more.next();
    }

    /** The same part of the window with some of its events, oldest first, and some of its rejected entries. */
    public WindowRead with(List<HealthEvent> some, List<Rejected> someRejected) {
        return new WindowRead(window, some, someRejected, serverTime, entries, learnt, more);
    }

    /** The same window with those of its events that are wanted. */
    public WindowRead only(Predicate<HealthEvent> wanted) {
        return new WindowRead(
                window,
                events.stream().filter(wanted).toList(),
                rejected,
                serverTime,
                entries,
                learnt,
                more == null ? null : () -> more.next().only(wanted));
    }
}
