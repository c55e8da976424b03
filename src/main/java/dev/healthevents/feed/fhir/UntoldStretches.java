package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The stretches of deletes without a time in one list, and what is found of them: from the ends inwards, and by halves,
 * so that thousands of deletes of few seconds take few questions.
 */
final class UntoldStretches {

    /** Deletes that follow each other, oldest first, and the times next to them, {@code null} where there is none. */
    private record Stretch(List<FhirChange> deletes, Instant older, Instant newer) {

        boolean ofOneSecond() {
            return older != null && newer != null && older.getEpochSecond() == newer.getEpochSecond();
        }

        boolean takes(Instant time) {
            return (older == null || !time.isBefore(older)) && (newer == null || !time.isAfter(newer));
        }

        /** What lies before one of them, of which no time was found. */
        Stretch before(int delete) {
            return new Stretch(deletes.subList(0, delete), older, newer);
        }

        Stretch before(int delete, Instant time) {
            return new Stretch(deletes.subList(0, delete), older, time);
        }

        Stretch after(int delete) {
            return new Stretch(deletes.subList(delete + 1, deletes.size()), older, newer);
        }

        Stretch after(int delete, Instant time) {
            return new Stretch(deletes.subList(delete + 1, deletes.size()), time, newer);
        }
    }

    private final KnownDeletes known;
    private final DeletedVersions versions;
    private final Instant from;
    private final Deque<Stretch> stretches = new ArrayDeque<>();
    private final Map<FhirChange, Instant> times = new HashMap<>();
    private boolean ordered;

    /** @param listed as the server listed them, none of which is older than {@code from} */
    UntoldStretches(List<FhirChange> listed, Instant from, KnownDeletes known, DeletedVersions versions) {
        this.known = known;
        this.versions = versions;
        this.from = from;
        List<FhirChange> oldestFirst = new ArrayList<>(listed);
        if (!Chronology.isOldestFirst(listed)) {
            Collections.reverse(oldestFirst);
        }
        ordered = Chronology.neverGoesBack(oldestFirst);
        cut(oldestFirst);
    }

    private void cut(List<FhirChange> oldestFirst) {
        Instant older = null;
        List<FhirChange> deletes = new ArrayList<>();
        for (FhirChange change : oldestFirst) {
            if (DeleteTimes.untold(change)) {
                deletes.add(change);
            } else if (change.told()) {
                if (!deletes.isEmpty()) {
                    stretches.add(new Stretch(deletes, older, change.time()));
                    deletes = new ArrayList<>();
                }
                older = change.time();
            }
        }
        stretches.add(new Stretch(deletes, older, null));
    }

    /** The times that could be found, to the second at least. */
    Map<FhirChange, Instant> times() throws FeedException {
        while (!stretches.isEmpty()) {
            Stretch stretch = stretches.pop();
            if (stretch.deletes().isEmpty() || takeKnown(stretch)) {
                continue;
            }
            if (ordered && known.tells() && stretch.ofOneSecond()) {
                stretch.deletes().forEach(delete -> times.put(delete, stretch.older()));
            } else if (known.worthAsking()) {
                ask(stretch);
            }
        }
        return times;
    }

    /** What was found before of one of them, if it was not another delete of the same version. */
    private boolean takeKnown(Stretch stretch) {
        for (int i = 0; ordered && i < stretch.deletes().size(); i++) {
            KnownDeletes.Found found = known.find(stretch.deletes().get(i));
            if (found != null && !found.time().isBefore(from) && stretch.takes(found.time())) {
                split(stretch, i, found.time());
                return true;
            }
        }
        return false;
    }

    private void ask(Stretch stretch) throws FeedException {
        int last = stretch.deletes().size() - 1;
        int next = stretch.older() == null ? 0 : stretch.newer() == null ? last : last / 2;
        Instant time = versions.time(stretch.deletes().get(next));
        known.asked(time != null);
        if (time == null) {
            stretches.push(stretch.after(next));
            stretches.push(stretch.before(next));
            return;
        }
        // Then it is not listed by the times of its deletes, and their places say nothing.
        ordered &= stretch.takes(time);
        split(stretch, next, time);
    }

    private void split(Stretch stretch, int delete, Instant time) {
        times.put(stretch.deletes().get(delete), time);
        stretches.push(stretch.after(delete, time));
        stretches.push(stretch.before(delete, time));
    }
}
