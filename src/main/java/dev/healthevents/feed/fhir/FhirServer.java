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

    /** A connection to the server's history, of which nothing was announced by an earlier build. */
    public FhirHistoryFeed openFeed() {
        return openFeed(FhirHistoryFeed.IDS_HAVE_TIMES);
    }

    /** @param mark what the feed told last to be known by, or {@code null} if it never did */
    public FhirHistoryFeed openFeed(String mark) {
        return new FhirHistoryFeed(settings, clock, dialect, FhirHistoryFeed.IDS_HAVE_TIMES.equals(mark));
    }
}
