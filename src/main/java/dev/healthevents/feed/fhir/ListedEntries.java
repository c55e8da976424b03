package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;

/**
 * Passes the entries of a list on, and counts the different ones, whatever they are about: those of a type that is not
 * watched are news as well.
 */
final class ListedEntries implements EntrySink {

    /** So many are told apart for certain, in 16 MB. */
    private static final int REMEMBERED = 1 << 19;

    private final EntrySink sink;
    private final Fingerprints seen = new Fingerprints(REMEMBERED);
    private long news;
    private long counted;

    ListedEntries(EntrySink sink) {
        this.sink = sink;
    }

    @Override
    public void accept(HistoryEntry entry) throws FeedException {
        if (seen.add(entry.fingerprint())) {
            news++;
            counted += entry.counts() ? 1 : 0;
        } else if (!entry.hasIds()) {
            // It may be another one that looks the same.
            counted++;
        }
        sink.accept(entry);
    }

    /** How many different ones came. */
    long news() {
        return news;
    }

    /** How many came of those that {@code Bundle.total} counts, rather more than less. */
    long counted() {
        return counted;
    }
}
