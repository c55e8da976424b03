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

/** Gathers the changes of one window while its pages are read. */
final class WindowChanges implements ChangeGatherer {

    private final Window window;
    private final int limit;
    private final List<FhirChange> changes = new ArrayList<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private final Set<UUID> seen = new HashSet<>();
    private Instant newest;
    private int entries;

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
        if (seen.add(change.eventId()) && (time == null || isWithin(time))) {
            changes.add(change);
        }
    }

    private boolean isFarOutside(Instant time) {
        return time.isBefore(window.from().minus(Dialect.TOLERANCE))
                || !time.isBefore(window.to().plus(Dialect.TOLERANCE));
    }

    private boolean isWithin(Instant time) {
        return !time.isBefore(window.from()) && (window.open() || time.isBefore(window.to()));
    }

    @Override
    public void replaced(FhirChange version, Instant since) {
        boolean counts = version.time() == null
                || !version.time().isBefore(since)
                        && (window.open() || version.time().isBefore(window.to()));
        if (counts && seen.add(version.eventId())) {
            changes.add(version);
        }
    }

    @Override
    public void rejected(Rejected entry) throws FeedException {
        count();
        if (seen.add(entry.id())) {
            rejected.add(entry);
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
        return seen.size();
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
