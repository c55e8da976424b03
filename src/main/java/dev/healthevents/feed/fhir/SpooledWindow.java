package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import java.time.Instant;
import java.util.List;

/** A window that is too large to be in memory at once, given out of a spool part by part, oldest first. */
final class SpooledWindow implements WindowRead.More {

    /** Changes, and entries that can't be read, of one part. */
    static final int PART = 20_000;

    private final Window window;
    private final ChangeSpool.Ordered ordered;
    private final FhirFeedSettings settings;
    private final Instant serverTime;

    SpooledWindow(Window window, ChangeSpool.Ordered ordered, FhirFeedSettings settings, Instant serverTime) {
        this.window = window;
        this.ordered = ordered;
        this.settings = settings;
        this.serverTime = serverTime;
    }

    /** The first part. */
    WindowRead first(int entries) throws FeedException {
        return part(entries);
    }

    @Override
    public WindowRead next() throws FeedException {
        return part(0);
    }

    private WindowRead part(int entries) throws FeedException {
        List<Rejected> rejected = ordered.rejected(PART);
        List<FhirChange> changes = ordered.changes(PART);
        return new WindowRead(
                window,
                WindowChanges.events(changes, settings),
                rejected,
                serverTime,
                entries,
                ordered.hasMore() ? this : null);
    }
}
