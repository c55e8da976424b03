package dev.healthevents.feed.dicomweb;

import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.dicom.Uids;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives each change a sequence number of its own, growing; the same one again if the window that was to announce it
 * failed. For one thread at a time.
 */
final class Numbers {

    private record Change(HealthEventType operation, Uids image) {}

    private final Map<Change, Long> pending = new HashMap<>();
    private long committed;
    private long last;

    /** @param stored the highest number that is committed */
    synchronized void begin(long stored) {
        if (stored != committed) {
            // A commit whose end was not seen, or the first one: what was pending may be announced.
            pending.clear();
            committed = stored;
            last = Math.max(last, stored);
        }
    }

    synchronized long of(HealthEventType operation, Uids image) {
        return pending.computeIfAbsent(new Change(operation, image), any -> ++last);
    }

    /** The highest number that was given. */
    synchronized long last() {
        return last;
    }

    /** Takes note that changes are announced for good, and up to which number. */
    synchronized void kept(Collection<Announced> changes, long number) {
        changes.forEach(change -> pending.remove(new Change(change.operation(), change.image())));
        committed = number;
    }
}
