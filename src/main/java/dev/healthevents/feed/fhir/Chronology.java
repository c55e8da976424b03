package dev.healthevents.feed.fhir;

import dev.healthevents.feed.Window;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Brings the changes of a window into order, oldest first, and gives a time to those that have none.
 *
 * <p>FHIR wants a history newest first, but some servers list it oldest first or in no order. Where no time
 * of a delete can be had, its place in the list is all that is known of it.
 */
final class Chronology {

    private static final Comparator<FhirChange> BY_TIME_THEN_VERSION = (a, b) -> {
        int byTime = a.time().compareTo(b.time());
        return byTime != 0 ? byTime : Long.compare(rank(a), rank(b));
    };

    private Chronology() {}

    /**
     * @param listed in the server's order, each change once
     * @param newestKnown the server's clock: no change is later
     */
    static List<FhirChange> oldestFirst(List<FhirChange> listed, Window window, Instant newestKnown) {
        List<FhirChange> ordered = new ArrayList<>(listed);
        if (!isOldestFirst(listed)) {
            Collections.reverse(ordered);
        }
        return sorted(ordered, window, newestKnown);
    }

    /** @param ordered oldest first, where times don't tell */
    static List<FhirChange> sorted(List<FhirChange> ordered, Window window, Instant newestKnown) {
        fillTimes(ordered, window, newestKnown);
        // Stable: what has the same time and no number stays as the server had it.
        ordered.sort(BY_TIME_THEN_VERSION);
        VersionOrder.restore(ordered);
        return ordered;
    }

    private static long rank(FhirChange change) {
        Long number = change.number();
        return number == null ? Long.MAX_VALUE : number;
    }

    /** Repeats and late comers disturb the order here and there, so the majority decides; a tie is newest first. */
    static boolean isOldestFirst(List<FhirChange> listed) {
        int rises = 0;
        int falls = 0;
        Instant before = null;
        for (FhirChange change : listed) {
            if (change.time() == null) {
                continue;
            }
            int step = before == null ? 0 : change.time().compareTo(before);
            rises += step > 0 ? 1 : 0;
            falls += step < 0 ? 1 : 0;
            before = change.time();
        }
        return rises > falls;
    }

    /** Whether the times that the server tells never fall. */
    static boolean neverGoesBack(List<FhirChange> changes) {
        Instant before = Instant.MIN;
        for (FhirChange change : changes) {
            if (change.told()) {
                if (change.time().isBefore(before)) {
                    return false;
                }
                before = change.time();
            }
        }
        return true;
    }

    /** From the older neighbour, else the newer one, else the end of what is known; never outside of the window. */
    private static void fillTimes(List<FhirChange> ordered, Window window, Instant newestKnown) {
        Instant older = null;
        for (int i = 0; i < ordered.size(); i++) {
            FhirChange change = ordered.get(i);
            if (change.time() == null) {
                Instant time = older != null ? older : newer(ordered, i);
                change = change.at(within(window, time != null ? time : newestKnown));
                ordered.set(i, change);
            }
            older = change.time();
        }
    }

    private static Instant newer(List<FhirChange> ordered, int start) {
        for (int i = start; i < ordered.size(); i++) {
            if (ordered.get(i).time() != null) {
                return ordered.get(i).time();
            }
        }
        return null;
    }

    private static Instant within(Window window, Instant time) {
        if (!window.open() && !time.isBefore(window.to())) {
            return window.to().minusMillis(1).isBefore(window.from())
                    ? window.from()
                    : window.to().minusMillis(1);
        }
        return time.isBefore(window.from()) ? window.from() : time;
    }
}
