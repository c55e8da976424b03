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
    private boolean atBegin;
    private boolean beginsWithKnown;
    private long news;
    private long counted;

    ListedEntries(EntrySink sink) {
        this.sink = sink;
    }

    /** What follows is a page that begins with the last entry of the one before, which is not passed on once more. */
    void overlap() {
        atBegin = true;
        beginsWithKnown = false;
    }

    /** Whether the page begins so, or with another entry that came before. */
    boolean beginsWithKnown() {
        return beginsWithKnown;
    }

    @Override
    public void accept(HistoryEntry entry) throws FeedException {
        boolean isNew = seen.add(entry.fingerprint());
        boolean overlaps = atBegin && !isNew;
        atBegin = false;
        if (overlaps) {
            beginsWithKnown = true;
            return;
        }
        if (isNew) {
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
