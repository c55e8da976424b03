package dev.healthevents.feed.dicom;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Notices that a feed went backwards. A restored database gives numbers again that it gave before, so changes that are new
 * would be taken for repeats.
 *
 * <p>Neither a lower number nor an older time is proof by itself, since numbers are not in the order of time; that a row
 * is gone is. So the row with the highest number is remembered, and looked for: now and then, and before anything is
 * believed that looks like numbers given again.
 */
final class RestoreGuard {

    private static final Duration RHYTHM = Duration.ofSeconds(30);

    private final DicomFeedSettings settings;
    private volatile KnownRow highest;
    private Instant newest = Instant.MIN;
    private long lastCheck;

    /** @param known a row that was in the feed, or {@code null}; one of another epoch tells nothing */
    RestoreGuard(DicomFeedSettings settings, KnownRow known) {
        this.settings = settings;
        if (known != null && known.epoch() == settings.epoch()) {
            highest = known;
            newest = known.time();
        }
    }

    /** The row with the highest number that was seen in this epoch. Any thread may ask. */
    Optional<KnownRow> highest() {
        return Optional.ofNullable(highest);
    }

    /** Whether it is time to look whether the feed is still the same. */
    boolean due() {
        return System.nanoTime() - lastCheck > RHYTHM.toNanos();
    }

    /** Whether a row looks like one whose number was given before: a lower number than is known, but a newer time. */
    boolean suspects(DicomChange change) {
        return highest != null
                && change.sequence() <= highest.sequence()
                && change.time().isAfter(newest);
    }

    /** Takes note of a row that is believed. */
    void believe(long sequence, Instant time) {
        if (highest == null || sequence > highest.sequence()) {
            highest = new KnownRow(settings.epoch(), sequence, time);
        }
        newest = time.isAfter(newest) ? time : newest;
    }

    /**
     * A first look, for version 1 of the API, where the latest row is the one with the highest number.
     *
     * @throws FeedRestoredException if that is lower than it was
     */
    void checkSequence(LatestRow latest) throws FeedRestoredException {
        if (highest != null && latest.sequence() < highest.sequence()) {
            throw restored(latest);
        }
    }

    /**
     * Looks for the row that is known.
     *
     * @throws FeedRestoredException if it is gone
     */
    void check(LatestRow latest, RowWindows rows) throws FeedException {
        if (highest != null && !isThere(latest, rows)) {
            throw restored(latest);
        }
        if (latest.time() != null) {
            believe(latest.sequence(), latest.time());
        }
        lastCheck = System.nanoTime();
    }

    private boolean isThere(LatestRow latest, RowWindows rows) throws FeedException {
        if (latest.none()) {
            return false;
        }
        boolean itself =
                latest.sequence() == highest.sequence() && highest.time().equals(latest.time());
        return itself || rows.has(highest);
    }

    private FeedRestoredException restored(LatestRow latest) {
        String now = latest.none() ? "it is empty" : "its latest row is " + latest.sequence() + " of " + latest.time();
        return new FeedRestoredException("The change feed of " + settings.base() + " went backwards: row "
                + highest.sequence() + " of " + highest.time() + " is gone, and " + now
                + ". Its database was restored or replaced, and numbers that were announced will be given again. Nothing is"
                + " read until you set health-events.sources." + settings.source() + ".epoch to "
                + (settings.epoch() + 1) + " and restart");
    }
}
