package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.Attempts;
import dev.healthevents.feed.http.HttpStatusException;
import java.util.Set;

/**
 * Asks for something of one resource, and tells what can't be had of that one from what can't be had at present: ids and types of
 * events are made of it, so the one must not be taken for the other.
 */
final class OneResource {

    /** The server as a whole is in trouble, or asks to be left alone. */
    private static final Set<Integer> LATER = Set.of(429, 502, 503, 504);

    private final HistoryPages pages;
    private final Dialect dialect;

    OneResource(HistoryPages pages, Dialect dialect) {
        this.pages = pages;
        this.dialect = dialect;
    }

    /**
     * All versions of it.
     *
     * @return {@code null} where they can't be had, while lists can
     * @throws FeedException if the server can't be asked at present
     */
    ResourceHistories.Versions versions(String type, String id) throws FeedException {
        return ask(() -> {
            ResourceHistories.Versions versions = new ResourceHistories.Versions();
            pages.readVersions(type, id, versions);
            return versions;
        });
    }

    /**
     * What is asked for.
     *
     * @return {@code null} where it can't be had, while lists can
     * @throws FeedException if the server can't be asked at present
     */
    <T> T ask(Attempts.Ask<T> ask) throws FeedException {
        try {
            return ask.page();
        } catch (FeedException e) {
            throwIfOfTheServer(e);
            if (e instanceof HttpStatusException status && status.status() < 500) {
                return null;
            }
        }
        // It fails for this one, or the server is on its way up or down.
        pages.first(dialect.listings().get(0), HistoryProbe.EVERYTHING, null, 1, entry -> {});
        try {
            return ask.page();
        } catch (FeedException e) {
            throwIfOfTheServer(e);
            return null;
        }
    }

    private static void throwIfOfTheServer(FeedException e) throws FeedException {
        if (e instanceof HttpStatusException status && LATER.contains(status.status())) {
            throw e;
        }
    }
}
