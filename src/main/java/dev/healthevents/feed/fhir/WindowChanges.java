package dev.healthevents.feed.fhir;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Gathers the changes of one window while its pages are read: in memory, and on disk once they are very many. */
final class WindowChanges implements ChangeGatherer, AutoCloseable {

    /** How many are kept in memory, some 250 bytes each. */
    static final int IN_MEMORY = 100_000;

    private final Window window;
    private final int limit;
    private final List<FhirChange> changes = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final Set<UUID> seen = new HashSet<>();
    private Instant newest;
    private int entries;
    private ChangeSpool spool;

    WindowChanges(Window window, int limit) {
        this.window = window;
        this.limit = limit;
    }

    @Override
    public void changed(FhirChange change) throws FeedException {
        count();
        Instant time = change.time();
        if (time != null) {
            newest = newest == null || time.isAfter(newest) ? time : newest;
            if (!window.open() && isFarOutside(time)) {
                throw new WindowNotHonouredException(window, time);
            }
        }
        // Bounds may be included or rounded; and a server that knows no _since tells of more than it was asked for.
        if (time == null || isWithin(time)) {
            keep(change);
        } else if (spool == null) {
            seen.add(change.eventId());
        }
    }

    private boolean isFarOutside(Instant time) {
        return !isWithin(time)
                && (time.isBefore(window.from().minus(Dialect.TOLERANCE))
                        || !time.isBefore(window.to().plus(Dialect.TOLERANCE)));
    }

    private boolean isWithin(Instant time) {
        return !time.isBefore(window.from()) && (window.open() || time.isBefore(window.to()));
    }

    @Override
    public void replaced(FhirChange version, Instant since) throws FeedException {
        boolean counts = version.time() == null
                || !version.time().isBefore(since)
                        && (window.open() || version.time().isBefore(window.to()));
        if (counts) {
            keep(version);
        }
    }

    private void keep(FhirChange change) throws FeedException {
        if (spool != null) {
            spool.add(change);
        } else if (seen.add(change.eventId())) {
            changes.add(change);
            spill();
        }
    }

    private void spill() throws FeedException {
        if (changes.size() + rejected.size() < IN_MEMORY) {
            return;
        }
        spool = new ChangeSpool(window.from());
        for (FhirChange change : changes) {
            spool.add(change);
        }
        for (Rejected entry : rejected) {
            spool.rejected(entry);
        }
        changes.clear();
        rejected.clear();
        seen.clear();
    }

    /** What is on disk, which is all of them then, for whoever calls to close; {@code null} where they are in memory. */
    ChangeSpool release() {
        ChangeSpool released = spool;
        spool = null;
        return released;
    }

    @Override
    public void close() {
        if (spool != null) {
            spool.close();
        }
    }

    @Override
    public void rejected(Rejected entry) throws FeedException {
        count();
        if (spool != null) {
            spool.rejected(entry);
        } else if (seen.add(entry.id())) {
            rejected.add(entry);
            spill();
        }
    }

    @Override
    public void passOver() throws FeedException {
        count();
    }

    private void count() throws WindowTooLargeException {
        entries++;
        if (!window.open() && entries > limit) {
            throw new WindowTooLargeException(window, limit);
        }
    }

    /** How many entries came, repeats included. */
    int entries() {
        return entries;
    }

    @Override
    public long distinct() {
        return spool == null ? seen.size() : spool.distinct();
    }

    /** The newest time that the server gave, or {@code null}. */
    Instant newest() {
        return newest;
    }

    List<Rejected> rejected() {
        return rejected;
    }

    /** The changes in the server's order. */
    List<FhirChange> inServerOrder() {
        return changes;
    }

    static List<HealthEvent> events(List<FhirChange> oldestFirst, FhirFeedSettings settings) {
        List<HealthEvent> events = new ArrayList<>(oldestFirst.size());
        for (FhirChange change : oldestFirst) {
            events.add(change.event(settings));
        }
        return events;
    }
}
