package dev.healthevents.feed.fhir;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was found out of deletes that a server's history tells no time of, for all that read from it: the same deletes are
 * read again and again, and need not be asked for each time.
 */
final class KnownDeletes {

    private static final int MOST = 20_000;

    /** So many in a row were not all erased between two requests. */
    private static final int MOST_REFUSALS = 20;

    private record Delete(String type, String id, String version) {
        static Delete of(FhirChange change) {
            return new Delete(change.type(), change.id(), change.version());
        }
    }

    /**
     * @param time when it was, to the second at least
     * @param named the time in its id
     */
    record Found(Instant time, Instant named) {}

    private final Map<Delete, Found> found = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Delete, Found> eldest) {
            return size() > MOST;
        }
    };
    private boolean tells;
    private int refusals;

    /** What was found of a delete of that version, which may be another one; or {@code null}. */
    synchronized Found find(FhirChange delete) {
        return found.get(Delete.of(delete));
    }

    synchronized void keep(FhirChange delete, Found what) {
        found.put(Delete.of(delete), what);
    }

    /** Takes note of how the server answered. */
    synchronized void asked(boolean told) {
        tells |= told;
        refusals = told ? 0 : refusals + 1;
    }

    /** Whether it was seen to tell the time of a delete. */
    synchronized boolean tells() {
        return tells;
    }

    /** Whether there is a point in asking. */
    synchronized boolean worthAsking() {
        return tells || refusals < MOST_REFUSALS;
    }
}
