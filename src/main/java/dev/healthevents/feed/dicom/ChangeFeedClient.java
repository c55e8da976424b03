package dev.healthevents.feed.dicom;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.http.Attempts;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.HttpStatusException;
import dev.healthevents.feed.http.PageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks one version of one service's change feed. Never for metadata: they are the image's at present and not of the
 * change, may name a patient, and one that is missing costs the whole page.
 */
final class ChangeFeedClient {

    private static final Logger LOG = LoggerFactory.getLogger(ChangeFeedClient.class);
    private static final String ACCEPT = "application/json";
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final FeedClient client;
    private final ServiceClock clock;
    private final RowReader reader;
    private final URI base;
    private final ApiVersion version;
    private int pageSize;
    private Instant answered;

    /** @param base with the version's path at its end */
    ChangeFeedClient(
            FeedClient client,
            ServiceClock clock,
            DicomFeedSettings settings,
            RowReader reader,
            URI base,
            ApiVersion version) {
        this.client = client;
        this.clock = clock;
        this.reader = reader;
        this.base = base;
        this.version = version;
        this.pageSize =
                version == ApiVersion.V1 ? Math.min(settings.pageSize(), version.largestPage()) : settings.pageSize();
    }

    URI base() {
        return base;
    }

    ApiVersion version() {
        return version;
    }

    /** How many rows, or in version 1 sequence numbers, are asked for at a time. */
    int pageSize() {
        return pageSize;
    }

    /** When the service had not begun to give the last answer, by its clock; {@code null} if it does not tell its time. */
    Instant answered() {
        return answered;
    }

    /** The latest row, as the version has it. */
    LatestRow latest() throws FeedException {
        return ask("/changefeed/latest?includeMetadata=false", new LatestRowParser(), LatestRow::date);
    }

    /**
     * Version 2: rows of a stretch of time, by time and among equals by sequence.
     *
     * @param from included
     * @param to excluded
     * @param offset how many rows of the stretch to skip
     */
    ChangeFeedPage rows(Instant from, Instant to, long offset) throws FeedException {
        try {
            return rows(from, to, offset, pageSize);
        } catch (HttpStatusException e) {
            if (e.status() != 400 || pageSize <= ApiVersion.V1.largestPage()) {
                throw e;
            }
        }
        int smaller =
                pageSize > ApiVersion.V2.largestPage() ? ApiVersion.V2.largestPage() : ApiVersion.V1.largestPage();
        ChangeFeedPage page = rows(from, to, offset, smaller);
        LOG.info("{} refuses pages of {} rows; from now on it is asked for {}", base, pageSize, smaller);
        pageSize = smaller;
        return page;
    }

    private ChangeFeedPage rows(Instant from, Instant to, long offset, int limit) throws FeedException {
        return page("startTime=" + from + "&endTime=" + to + "&offset=" + offset + "&limit=" + limit);
    }

    /**
     * Version 1: the rows whose sequence is one of the {@code span} numbers after {@code offset}.
     *
     * @param span 100 at the most
     */
    ChangeFeedPage rowsAfter(long offset, int span) throws FeedException {
        return page("offset=" + offset + "&limit=" + span);
    }

    /** Whether the service has data partitions switched on: else it refuses to list them. */
    boolean hasPartitions() throws FeedException {
        try {
            return ask("/partitions", new IgnoringReader(), answer -> null);
        } catch (HttpStatusException e) {
            if (e.status() == 400 || e.status() == 404) {
                return false;
            }
            throw e;
        }
    }

    private ChangeFeedPage page(String query) throws FeedException {
        return ask(
                "/changefeed?" + query + "&includeMetadata=false",
                new ChangeFeedPageParser(reader),
                ChangeFeedPage::date);
    }

    private <T> T ask(String pathAndQuery, PageReader<T> parser, Function<T, Instant> date) throws FeedException {
        URI url = URI.create(base + pathAndQuery);
        return Attempts.page(
                () -> {
                    long began = System.nanoTime();
                    T answer = client.get(url, ACCEPT, parser);
                    answered = clock.heard(date.apply(answer), Duration.ofNanos(System.nanoTime() - began));
                    return answer;
                },
                e -> false,
                LONGEST_WAIT);
    }

    /** Of a list of partitions only that it was given matters. */
    private static final class IgnoringReader implements PageReader<Boolean> {

        @Override
        public Boolean read(InputStream json, Instant date) throws IOException {
            json.transferTo(OutputStream.nullOutputStream());
            return true;
        }

        @Override
        public Boolean nothing(int status, Instant date) {
            return true;
        }
    }
}
