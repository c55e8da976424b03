package dev.healthevents.camel.source;

import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.state.StateDatabase;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * A server that a route names by its URL, and how it is asked.
 *
 * @param name of the source
 * @param url its base
 * @param account host in subject and data
 * @param workspace CloudEvents source of its events
 * @param pageSize entries to ask for in a page; {@code null} for what is usual of its kind
 * @param limits how long and how much the server may answer
 * @param authorization what proves that we may read
 * @param database where what a feed must remember is kept; not opened before a feed is
 */
record UriServer(
        String name,
        URI url,
        String account,
        String workspace,
        Integer pageSize,
        HttpLimits limits,
        Authorization authorization,
        Supplier<StateDatabase> database,
        Clock clock) {

    private static final int LARGEST_PAGE = 10_000;

    /** @param otherwise what is usual */
    int pageSize(int otherwise) {
        int size = pageSize == null ? otherwise : pageSize;
        if (size < 1 || size > LARGEST_PAGE) {
            throw new IllegalArgumentException(
                    "pageSize is " + size + ": set it to a number from 1 to " + LARGEST_PAGE);
        }
        return size;
    }
}
