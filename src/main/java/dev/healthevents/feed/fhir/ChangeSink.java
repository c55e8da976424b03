package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Rejected;

/** Takes what the entries of a history mean, in the server's order. Each throws if reading is to be given up. */
interface ChangeSink {

    void changed(FhirChange change) throws FeedException;

    void rejected(Rejected rejected) throws FeedException;

    /** An entry that is about no change. */
    void passOver() throws FeedException;

    /** How many different ones came so far. */
    long distinct();
}
