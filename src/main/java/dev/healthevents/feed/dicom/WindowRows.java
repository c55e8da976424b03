package dev.healthevents.feed.dicom;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Rejected;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Gathers the rows of one window while its pages are read, each once. */
final class WindowRows {

    private final Window window;
    private final int limit;
    private final TreeMap<Long, DicomChange> changes = new TreeMap<>();
    private final Map<UUID, Rejected> rejected = new LinkedHashMap<>();
    private Instant newest;
    private int entries;

    WindowRows(Window window, int limit) {
        this.window = window;
        this.limit = limit;
    }

    /**
     * Takes what of a page is in the window.
     *
     * @return how many of them had not been seen before
     */
    int add(ChangeFeedPage page) throws WindowTooLargeException {
        int before = changes.size() + rejected.size();
        for (DicomChange change : page.changes()) {
            Instant time = change.time();
            if (!time.isBefore(window.from()) && (window.open() || time.isBefore(window.to()))) {
                changes.put(change.sequence(), change);
                newest = newest == null || time.isAfter(newest) ? time : newest;
                count();
            }
        }
        for (Rejected row : page.rejected()) {
            rejected.put(row.id(), row);
            count();
        }
        return changes.size() + rejected.size() - before;
    }

    private void count() throws WindowTooLargeException {
        entries++;
        if (!window.open() && entries > limit) {
            throw new WindowTooLargeException(window, limit);
        }
    }

    Window window() {
        return window;
    }

    /** How many rows of the window came, repeats included. */
    int entries() {
        return entries;
    }

    /** The newest time of a row, or {@code null}. */
    Instant newest() {
        return newest;
    }

    /** By sequence: what happens to one image has growing numbers, and its times may tie. */
    Collection<DicomChange> changes() {
        return changes.values();
    }

    List<Rejected> rejected() {
        return List.copyOf(rejected.values());
    }

    List<HealthEvent> events(DicomFeedSettings settings, boolean partitionInSubject) {
        List<HealthEvent> events = new ArrayList<>(changes.size());
        for (DicomChange change : changes.values()) {
            events.add(change.event(settings, partitionInSubject));
        }
        return events;
    }
}
