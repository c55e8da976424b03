package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.FeedClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server's CapabilityStatement, asked for when it is first wanted. A server that gives none is read all the same. */
final class CapabilityStatements {

    private static final Logger LOG = LoggerFactory.getLogger(CapabilityStatements.class);

    private final FeedClient client;
    private final HistoryUrls urls;
    private CapabilityStatement statement;

    CapabilityStatements(FeedClient client, FhirFeedSettings settings) {
        this.client = client;
        this.urls = new HistoryUrls(settings.base());
    }

    CapabilityStatement get() {
        if (statement == null) {
            try {
                statement = client.get(urls.metadata(), HistoryPages.ACCEPT, new CapabilityStatementParser());
            } catch (FeedException e) {
                LOG.info("The server's CapabilityStatement can't be read: {}", e.getMessage());
                return CapabilityStatement.UNKNOWN;
            }
        }
        return statement;
    }

    /** Name and version of the server, or an empty text. */
    String software() {
        return get().software();
    }
}
