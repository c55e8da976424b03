package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import java.time.Instant;

/** Takes the changes of a stretch of a feed, also those that only a resource's own history tells of. */
interface ChangeGatherer extends ChangeSink {

    /**
     * Takes a version that a later one has replaced in what the server lists, so that its time may be before the window.
     *
     * @param since nothing before it counts
     */
    void replaced(FhirChange version, Instant since) throws FeedException;
}
