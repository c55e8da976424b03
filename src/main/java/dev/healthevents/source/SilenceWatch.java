package dev.healthevents.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.SilentFeedException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Now and then makes sure of a source in which nothing happens that nothing did. For one thread at a time. */
final class SilenceWatch {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration RHYTHM = Duration.ofMinutes(5);

    /** A search may be a little ahead of the history, and a history of a search. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    private final Source source;
    private final Feed feed;
    private final Duration rhythm;
    private long nextLook;
    private long newsBefore;
    private Instant silentSince;

    SilenceWatch(Source source, Feed feed) {
        this(source, feed, RHYTHM);
    }

    SilenceWatch(Source source, Feed feed, Duration rhythm) {
        this.source = source;
        this.feed = feed;
        this.rhythm = rhythm;
        this.nextLook = System.nanoTime() + rhythm.toNanos();
        this.newsBefore = source.status().news();
    }

    /**
     * Looks, if it is time to and there was nothing new since the last time. What the feed is found to keep silent about
     * is told in the status until the feed tells of it, or of something new.
     *
     * @throws FeedException if that can't be found out; it is looked at again the next time
     */
    void look() throws FeedException {
        long news = source.status().news();
        if (news != newsBefore && silentSince != null) {
            tells();
        }
        if (System.nanoTime() - nextLook < 0) {
            return;
        }
        if (news == newsBefore) {
            Instant until = source.clock().now().minus(SETTLED);
            Instant from = silentSince == null ? until.minus(RHYTHM.multipliedBy(2)) : silentSince;
            ask(from, until);
        }
        newsBefore = news;
        nextLook = System.nanoTime() + rhythm.toNanos();
    }

    private void ask(Instant from, Instant until) throws FeedException {
        try {
            feed.lookForSilence(from, until);
            if (silentSince != null) {
                tells();
            }
        } catch (SilentFeedException e) {
            if (silentSince == null) {
                LOG.error("{}: {}.", source.settings().name(), e.getMessage());
            }
            silentSince = from;
            source.status().silent(e.getMessage());
        }
    }

    private void tells() {
        silentSince = null;
        source.status().silent(null);
        LOG.info("{}: the history tells of changes again.", source.settings().name());
    }
}
