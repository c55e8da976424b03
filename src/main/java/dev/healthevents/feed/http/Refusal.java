package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;

/** Tells the operator what an answer other than 2xx means, and what to do. */
final class Refusal {

    private static final int MOST_REST = 64 << 10;

    private Refusal() {}

    static FeedException of(
            URI url, ClassicHttpResponse response, Map<String, String> sent, HttpLimits limits, Clock clock)
            throws IOException {
        int status = response.getCode();
        Duration wait = RetryAfter.parse(value(response, "Retry-After"), clock);
        String message = FeedClient.shown(url) + " answered " + status;
        if (status >= 300 && status < 400) {
            return new HttpStatusException(status, message + redirect(url, value(response, "Location")), wait);
        }
        String words = words(response, Secrets.in(sent));
        return new HttpStatusException(
                status,
                message + (words.isEmpty() ? "" : " (" + words + ")") + advice(status, wait, proof(sent, limits)),
                wait);
    }

    static String value(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    private static String redirect(URI url, String location) {
        try {
            URI target = url.resolve(location == null ? "" : location.strip());
            Origin origin = Origin.of(target);
            String where = origin.equals(Origin.of(url)) ? origin + target.getRawPath() : origin.toString();
            return ", a redirect to " + where + "; redirects are not followed: set `url` to where the server really is";
        } catch (IllegalArgumentException e) {
            return ", a redirect; redirects are not followed: set `url` to where the server really is";
        }
    }

    /** What the server says of it, on one line without credentials; empty if nothing. */
    static String words(ClassicHttpResponse response, Collection<String> secrets) throws IOException {
        HttpEntity entity = response.getEntity();
        String type = entity == null || entity.getContentType() == null ? "" : entity.getContentType();
        String words = null;
        if (type.contains("json")) {
            InputStream body = FeedClient.decoded(entity.getContent(), entity.getContentEncoding());
            words = ServerWords.in(body, secrets);
        } else if (type.contains("text/plain")) {
            InputStream body = FeedClient.decoded(entity.getContent(), entity.getContentEncoding());
            words = ServerWords.plain(body, secrets);
        }
        if (words == null) {
            words = response.getReasonPhrase() == null ? "" : ServerWords.tidy(response.getReasonPhrase(), secrets);
        }
        return words;
    }

    private static String proof(Map<String, String> sent, HttpLimits limits) {
        if (!limits.showsCertificate()) {
            return "the credentials under `auth`";
        }
        boolean credentials = sent.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase);
        return (credentials ? "the credentials under `auth` and " : "")
                + "the certificate under `tls`, and what the server lets its owner do";
    }

    /** Reads the rest of a short answer, so that its connection can be used again; whether that is its end. */
    static boolean endsSoon(ClassicHttpResponse response) throws IOException {
        HttpEntity entity = response.getEntity();
        return entity == null || entity.getContent().readNBytes(MOST_REST).length < MOST_REST;
    }

    private static String advice(int status, Duration wait, String proof) {
        String pause = wait == null ? "" : ", in " + wait.toSeconds() + " s by its own word";
        return switch (status) {
            case 401, 403 -> "; check " + proof;
            case 404, 410 -> "; check `url`: is there such a server, and does it have this feed?";
            case 400, 405, 422, 501 -> "; it does not accept this request: check `url` and what the server supports";
            case 429 -> "; it is asked too often and will be asked again later" + pause;
            case 502, 503, 504 -> "; it is unavailable and will be asked again later" + pause;
            default -> "; see the server's own log" + (wait == null ? "" : "; it will be asked again" + pause);
        };
    }
}
