package dev.healthevents.camel;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import java.time.Duration;
import java.time.Instant;

/** Now and then makes sure of a source in which nothing happens that nothing did. For one thread at a time. */
final class SilenceWatch {

    private static final Duration RHYTHM = Duration.ofMinutes(5);

    /** A search may be a little ahead of the history, and a history of a search. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Source source;
    private final Feed feed;
    private long nextLook = System.nanoTime() + RHYTHM.toNanos();
    private long eventsBefore;

    SilenceWatch(Source source, Feed feed) {
        this.source = source;
        this.feed = feed;
    }

    /**
     * Looks, if it is time to and there was no event since the last time.
     *
     * @throws FeedException if something happened that the feed does not tell of; it is looked at again the next time
     */
    void look() throws FeedException {
        if (System.nanoTime() < nextLook) {
            return;
        }
        long events = source.status().events();
        if (events == eventsBefore) {
            Instant until = source.clock().now().minus(SETTLED);
            feed.lookForSilence(until.minus(RHYTHM.multipliedBy(2)), until);
        }
        eventsBefore = events;
        nextLook = System.nanoTime() + RHYTHM.toNanos();
    }
}
