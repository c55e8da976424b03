package dev.healthevents.feed;

import dev.healthevents.event.HealthEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A server's feed of changes. Not for use by several threads at once. */
public interface Feed extends AutoCloseable {

    /**
     * Asks the server for its clock, and on the first call finds out what it is capable of.
     *
     * @return the server's time, by its own clock
     * @throws FeedException if it does not answer as such a server should
     */
    Instant serverTime() throws FeedException;

    /**
     * How much later than {@link #serverTime} and {@link WindowRead#serverTime} tell it may be: nothing where the server
     * tells its time.
     */
    default Duration behind() {
        return Duration.ZERO;
    }

    /**
     * Reads a window to its last page.
     *
     * @param window the stretch to read
     * @param limit how many entries a closed window may hold before reading it is given up; an open one is read whole
     * @throws WindowTooLargeException if a closed window holds more than {@code limit} entries
     * @throws FeedRestoredException if the feed went backwards
     * @throws FeedException if any page of it can't be had or understood; nothing of the window counts then
     */
    WindowRead read(Window window, int limit) throws FeedException;

    /**
     * Whether the server itself honours the end of a closed window. Where it does not, reading one first puts aside all
     * that is younger, so that is for the past only.
     */
    boolean readsClosedWindows();

    /** Whether every version is listed; else only the newest is, and older ones are looked up with it. */
    default boolean showsEveryVersion() {
        return true;
    }

    /**
     * Told from when on older versions of what a window holds may not have been announced yet, for feeds that do not
     * show every version. Any thread may tell.
     */
    default void unannouncedSince(Instant since) {}

    /**
     * Makes sure that a feed in which nothing happens is quiet and not broken, where there is a second way to know.
     *
     * @param from the stretch to look at, by the server's clock
     * @param to its end, a little in the past
     * @throws SilentFeedException if something happened there that the feed does not tell of
     * @throws FeedException if that can't be found out
     */
    default void lookForSilence(Instant from, Instant to) throws FeedException {}

    /** Has it told how the server answers each request for a page. */
    default void watch(PageWatch watch) {}

    /** What the server was found to be capable of, in words for people; nothing before the first contact. */
    String capabilities();

    /**
     * A time at or before the oldest change, and as near to it as is cheap to find out.
     *
     * @param before the end of the search
     * @throws FeedException if the server does not answer as such a server should
     */
    Instant oldest(Instant before) throws FeedException;

    /**
     * What to keep with the cursor and to give to the next reader of this feed, so that a feed that went backwards while
     * nobody looked is noticed; nothing where there is nothing to tell it by. Any thread may ask.
     */
    default Optional<String> mark() {
        return Optional.empty();
    }

    /**
     * Whether changes have other ids than when this was last read, since the operator had a new epoch begin, or an
     * earlier build gave others.
     */
    default boolean beganAnew() {
        return false;
    }

    /**
     * The id that a change had before this feed began anew, if it is one of those that were there then.
     *
     * @param read all that is older was read then
     */
    default Optional<UUID> formerId(HealthEvent event, Instant read) {
        return Optional.empty();
    }

    /** Whether the look at what is newest has left something, so that the next one need not wait. */
    default boolean hasMore() {
        return false;
    }

    /**
     * Has the next looks at what is newest look at a study of images as well, in whatever order the feed has. Any thread may
     * ask.
     *
     * @param study its Study Instance UID
     */
    default void lookAt(String study) {}

    /** Told that a stretch of the past has been read to its end: what was put aside for it may go. */
    default void pastIsRead() {}

    @Override
    void close();
}
