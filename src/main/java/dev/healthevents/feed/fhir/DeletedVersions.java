package dev.healthevents.feed.fhir;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.ZonedTime;
import dev.healthevents.feed.http.Attempts;
import dev.healthevents.feed.http.FeedClient;
import dev.healthevents.feed.http.PageReader;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks for a version that is a delete, to learn from the refusal when it was: HAPI FHIR answers 410 with "Resource was
 * deleted at 2026-11-22T02:55:18.520+00:00", also when the resource is there again.
 *
 * @see <a href="https://hl7.org/fhir/R4/http.html#vread">FHIR R4, vread: 410 for a version that is a delete</a>
 */
final class DeletedVersions {

    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?(?:Z|[+-]\\d\\d:\\d\\d)");

    /** Only the reader of the source knows how long this server may be left alone. */
    private static final Duration NO_WAIT = Duration.ofMillis(-1);

    private final FeedClient client;
    private final HistoryUrls urls;
    private final OneResource one;

    DeletedVersions(FeedClient client, OneResource one, FhirFeedSettings settings) {
        this.client = client;
        this.one = one;
        this.urls = new HistoryUrls(settings.base());
    }

    /**
     * When it was, or {@code null} where the server does not tell.
     *
     * @throws FeedException if it can't be asked at present
     */
    Instant time(FhirChange delete) throws FeedException {
        URI url = urls.version(delete.type(), delete.id(), delete.version());
        return one.ask(
                () -> Attempts.page(() -> client.get(url, HistoryPages.ACCEPT, new WhenItWas()), e -> false, NO_WAIT));
    }

    /** Makes sense of the answer; what is there after all tells nothing. */
    private static final class WhenItWas implements PageReader<Instant> {

        @Override
        public Instant read(InputStream json, Instant date) {
            return null;
        }

        @Override
        public Instant nothing(int status, Instant date) {
            return null;
        }

        @Override
        public boolean expectsGone() {
            return true;
        }

        @Override
        public Instant gone(String words) {
            return onlyInstant(words);
        }
    }

    /** The only time in a text, or {@code null} if there is none or more than one. */
    static Instant onlyInstant(String words) {
        Matcher instant = INSTANT.matcher(words);
        if (!instant.find()) {
            return null;
        }
        Instant time = ZonedTime.parse(instant.group());
        return instant.find() ? null : time;
    }
}
