package dev.healthevents.feed.fhir;

import java.time.Clock;

/** A FHIR server, and what was found out about it, for all that read from it. */
public final class FhirServer {

    private final FhirFeedSettings settings;
    private final Clock clock;
    private final Dialect dialect;

    /** @param clock ours; only for {@code Retry-After} dates, and for servers that tell no time of their own */
    public FhirServer(FhirFeedSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.dialect = new Dialect(settings);
    }

    /** A connection to the server's history. */
    public FhirHistoryFeed openFeed() {
        return new FhirHistoryFeed(settings, clock, dialect);
    }
}
