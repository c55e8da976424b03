package dev.healthevents.feed.dicom;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.HttpStatusException;
import java.net.URI;

/** Finds out which version of the API to read: the one that the URL names, else the newest that answers. */
final class VersionProbe {

    private final FeedClient http;
    private final ServiceClock clock;
    private final DicomFeedSettings settings;
    private final RowReader reader;

    VersionProbe(FeedClient http, ServiceClock clock, DicomFeedSettings settings, RowReader reader) {
        this.http = http;
        this.clock = clock;
        this.settings = settings;
        this.reader = reader;
    }

    /**
     * A client that was answered once.
     *
     * @throws FeedException if there is no change feed
     */
    ChangeFeedClient client() throws FeedException {
        ApiVersion named = ApiVersion.of(settings.base());
        if (named != null) {
            ChangeFeedClient client = new ChangeFeedClient(http, clock, settings, reader, settings.base(), named);
            client.latest();
            return client;
        }
        ChangeFeedClient newest = below(ApiVersion.V2);
        if (answers(newest)) {
            return newest;
        }
        ChangeFeedClient older = below(ApiVersion.V1);
        if (answers(older)) {
            return older;
        }
        throw new FeedException(settings.base() + " has a change feed neither at /v2/changefeed nor at /v1/changefeed;"
                + " set `url` to the base of the service, such as https://host/v2");
    }

    private ChangeFeedClient below(ApiVersion version) {
        return new ChangeFeedClient(
                http, clock, settings, reader, URI.create(settings.base() + version.path()), version);
    }

    private static boolean answers(ChangeFeedClient client) throws FeedException {
        try {
            client.latest();
            return true;
        } catch (HttpStatusException e) {
            if (e.status() == 400 || e.status() == 404) {
                return false;
            }
            throw e;
        }
    }
}
