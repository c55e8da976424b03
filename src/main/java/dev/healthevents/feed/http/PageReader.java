package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/** Makes sense of one answer while it arrives. */
@FunctionalInterface
public interface PageReader<T> {

    /**
     * @param json the decompressed body, to be read to its end
     * @param date what the {@code Date} header says, to the second, or {@code null}; a proxy may have set it
     * @throws IOException as the stream and Jackson throw it; {@link FeedClient} explains it to the operator
     * @throws FeedException if it is JSON, but not what a feed answers
     */
    T read(InputStream json, Instant date) throws IOException, FeedException;

    /** Whether an answer of 410 is as good as another, since what is asked for may be gone. */
    default boolean expectsGone() {
        return false;
    }

    /**
     * Makes sense of an answer of 410, if that is expected.
     *
     * @param words what the server says of it, on one line without credentials; empty if nothing
     */
    default T gone(String words) {
        throw new UnsupportedOperationException("An answer of 410 was not expected");
    }

    /**
     * Makes sense of an answer without a body, as 204 has none.
     *
     * @param status the status of the answer, 2xx
     * @param date as above
     * @throws FeedException unless the feed allows for it
     */
    default T nothing(int status, Instant date) throws FeedException {
        throw new FeedException("The server answered " + status + " with nothing in it");
    }

    /**
     * Told what a {@code Warning} header says, before the body is read.
     *
     * @param warning its value, for example {@code 299 pacs: "…"}
     */
    default void warned(String warning) {}
}
