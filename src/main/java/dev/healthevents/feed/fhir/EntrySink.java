package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;

/** Takes the entries of a history while they are read. */
@FunctionalInterface
interface EntrySink {

    /**
     * @param entry to be copied from at once: the next one overwrites it
     * @throws FeedException if reading is to be given up
     */
    void accept(HistoryEntry entry) throws FeedException;
}
