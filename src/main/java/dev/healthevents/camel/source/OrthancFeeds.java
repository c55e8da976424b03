package dev.healthevents.camel.source;

import dev.healthevents.feed.Feed;
import dev.healthevents.feed.orthanc.Ledger;
import dev.healthevents.feed.orthanc.OrthancFeed;
import dev.healthevents.feed.orthanc.OrthancFeedSettings;
import dev.healthevents.state.OrthancInstances;
import java.util.function.Supplier;

/** Opens feeds of one Orthanc, which share one memory of its instances. */
final class OrthancFeeds implements Supplier<Feed> {

    private final OrthancFeedSettings settings;
    private final UriServer server;
    private Ledger ledger;

    OrthancFeeds(OrthancFeedSettings settings, UriServer server) {
        this.settings = settings;
        this.server = server;
    }

    @Override
    public synchronized Feed get() {
        if (ledger == null) {
            ledger = new Ledger(new OrthancInstances(server.database().get(), server.name()));
        }
        return new OrthancFeed(settings, ledger, server.clock());
    }
}
