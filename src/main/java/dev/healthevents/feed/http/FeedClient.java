package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.PageWatch;
import dev.healthevents.feed.WindowTooLargeException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * Asks one server, over one connection, and never more than its origin. It follows no redirect and repeats no request,
 * but for one that is answered 401 where new credentials can be had, once: the caller decides when to ask again. Not for
 * use by several threads at once.
 */
public final class FeedClient implements AutoCloseable {

    /** After one as short as what tells that nothing is new, the next is hardly worth compressing, for either side. */
    private static final long SHORT_PAGE = 4 << 10;

    private final Origin origin;
    private final HttpLimits limits;
    private final Authorization authorization;
    private final Clock clock;
    private final CloseableHttpClient client;
    private volatile PageWatch watch = PageWatch.NONE;
    private volatile boolean closed;
    private boolean shortPage;
    private ListCookies cookies;

    /**
     * @param base any URL of the server; only its scheme, host and port matter here
     * @param clock tells how long it is until a {@code Retry-After} that is a date
     * @throws IllegalArgumentException if {@code base} is no absolute http or https URL
     */
    public FeedClient(URI base, HttpLimits limits, Authorization authorization, Clock clock) {
        this.origin = Origin.of(base);
        this.limits = limits;
        this.authorization = authorization;
        this.clock = clock;
        this.client = Connections.client(limits);
    }

    /** @param told how each request goes from now on */
    public void watch(PageWatch told) {
        watch = told;
    }

    /** Begins to read a list: until its end, cookies that the server sets go back to it with each request. */
    public void beginList() {
        cookies = new ListCookies();
    }

    /** Ends what {@link #beginList} began, and forgets the cookies. */
    public void endList() {
        cookies = null;
    }

    /**
     * Gets one page of JSON, or of plain text where {@code accept} is {@code text/plain}.
     *
     * @param url within the origin of {@code base}
     * @param accept media types, as the {@code Accept} header has them
     * @throws HttpStatusException if the answer is other than 2xx
     * @throws FeedException if there is no answer, or it is no JSON, or {@code reader} does not accept it
     */
    public <T> T get(URI url, String accept, PageReader<T> reader) throws FeedException {
        return send(() -> new HttpGet(url), url, accept, reader);
    }

    /**
     * Asks for one page of JSON with a question that is JSON as well, and changes nothing on the server.
     *
     * @param url within the origin of {@code base}
     * @param question the body of the request
     * @throws HttpStatusException if the answer is other than 2xx
     * @throws FeedException if there is no answer, or it is no JSON, or {@code reader} does not accept it
     */
    public <T> T post(URI url, String question, PageReader<T> reader) throws FeedException {
        Supplier<HttpUriRequestBase> requests = () -> {
            HttpPost request = new HttpPost(url);
            request.setEntity(new StringEntity(question, ContentType.APPLICATION_JSON));
            return request;
        };
        return send(requests, url, "application/json", reader);
    }

    /** @param requests makes the request anew for each time that it is sent */
    private <T> T send(Supplier<HttpUriRequestBase> requests, URI url, String accept, PageReader<T> reader)
            throws FeedException {
        if (!Origin.of(url).equals(origin)) {
            throw new IllegalArgumentException("Only " + origin + " may be asked, but not " + Origin.of(url));
        }
        if (closed) {
            throw new FeedException(shown(url) + " is no longer asked: its feed was closed");
        }
        Map<String, String> credentials = authorization.headers();
        try {
            return ask(requests.get(), url, accept, credentials, reader);
        } catch (HttpStatusException e) {
            if (e.status() != 401 || !authorization.refused(credentials)) {
                throw e;
            }
        }
        try {
            return ask(requests.get(), url, accept, authorization.headers(), reader);
        } catch (HttpStatusException e) {
            throw e.status() == 401 ? e.afterRenewal() : e;
        }
    }

    private <T> T ask(
            HttpUriRequestBase request, URI url, String accept, Map<String, String> credentials, PageReader<T> reader)
            throws FeedException {
        request.setHeader("Accept", accept);
        request.setHeader("Accept-Encoding", shortPage || reader.expectsGone() ? "identity" : "gzip");
        Map<String, String> sent = cookies == null ? credentials : cookies.with(credentials, url);
        sent.forEach(request::setHeader);
        long began = System.nanoTime();
        Deadline deadline = new Deadline(request, limits.pageTimeout());
        try (deadline) {
            T page = exchange(request, url, sent, reader);
            watch.pageAnswered(Duration.ofNanos(System.nanoTime() - began));
            return page;
        } catch (WindowTooLargeException e) {
            // The server did as it was asked.
            throw e;
        } catch (FeedException e) {
            if (!closed) {
                watch.pageFailed();
            }
            throw deadline.passed() ? new Breakdown(url, limits).late() : e;
        }
    }

    private <T> T exchange(HttpUriRequestBase request, URI url, Map<String, String> sent, PageReader<T> reader)
            throws FeedException {
        PageBody body = null;
        HttpHost host = new HttpHost(origin.scheme(), origin.host(), origin.port());
        try (ClassicHttpResponse response = client.executeOpen(host, request, HttpClientContext.create())) {
            boolean whole = false;
            if (cookies != null) {
                cookies.keep(url, response);
            }
            try {
                if (response.getCode() == HttpStatus.SC_GONE && reader.expectsGone()) {
                    T answer = reader.gone(Refusal.words(response, Secrets.in(sent)));
                    whole = Refusal.endsSoon(response);
                    return answer;
                }
                if (response.getCode() / 100 != 2) {
                    throw Refusal.of(url, response, sent, limits, clock);
                }
                Instant date = RetryAfter.httpDate(Refusal.value(response, "Date"));
                for (Header warning : response.getHeaders("Warning")) {
                    reader.warned(warning.getValue());
                }
                if (response.getEntity() == null) {
                    whole = true;
                    return reader.nothing(response.getCode(), date);
                }
                HttpEntity entity =
                        json(url, response, request.getFirstHeader("Accept").getValue());
                InputStream raw = entity.getContent();
                body = new PageBody(decoded(raw, entity.getContentEncoding()), limits.maxPageBytes());
                T page = reader.read(body, date);
                shortPage = body.count() < SHORT_PAGE;
                // After the end of gzip there is still the end of the chunks, without which the connection is lost.
                whole = raw.read() < 0;
                return page;
            } finally {
                if (!whole) {
                    // Closing a stream reads it to its end, which an endless one does not have.
                    request.cancel();
                }
            }
        } catch (IOException e) {
            throw new Breakdown(url, limits).of(e, body);
        }
    }

    private static HttpEntity json(URI url, ClassicHttpResponse response, String accept) throws FeedException {
        HttpEntity entity = response.getEntity();
        String type =
                entity.getContentType() == null ? "" : entity.getContentType().toLowerCase(Locale.ROOT);
        String media = type.split(";", 2)[0].strip();
        if (media.contains("html")) {
            throw new FeedException(shown(url) + " answered HTML (" + media
                    + "), not JSON; is `url` the base of the server, and does no login page stand before it?");
        }
        // A multipart message names the type of its parts.
        if (!media.isEmpty() && !type.contains("json") && !media.equals(accept)) {
            throw new FeedException(shown(url) + " answered " + ServerWords.tidy(media, List.of())
                    + ", not JSON; is `url` the base of the server?");
        }
        return entity;
    }

    /** @param encoding the {@code Content-Encoding} header, or {@code null} */
    static InputStream decoded(InputStream raw, String encoding) throws IOException {
        return switch (encoding == null ? "" : encoding.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> raw;
            case "gzip", "x-gzip" -> new Gzip(raw);
            default -> throw new IOException("it is encoded in another way than asked for");
        };
    }

    /** The URL without what might be secret in it. */
    static String shown(URI url) {
        return Origin.of(url) + url.getRawPath();
    }

    @Override
    public void close() {
        closed = true;
        try {
            client.close();
        } catch (IOException e) {
            // There is nothing left to be done with this connection.
        }
    }
}
