package dev.healthevents.feed.http;

import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * How long and how much a server may answer, and how it is known over TLS.
 *
 * @param requestTimeout longest silence, before the answer and within it; connecting gets at most 10 s of it
 * @param pageTimeout longest time for one whole answer, so that one that only drips can't hold us
 * @param maxPageBytes most bytes of one answer, after decompression
 * @param tls whom to trust and which certificate to show; {@code null} for whom Java trusts, and none
 * @param showsCertificate whether it has one to show
 */
public record HttpLimits(
        Duration requestTimeout, Duration pageTimeout, long maxPageBytes, SSLContext tls, boolean showsCertificate) {

    /** 30 s, 5 minutes, 256 MB. */
    public static final HttpLimits DEFAULT = new HttpLimits(Duration.ofSeconds(30), Duration.ofMinutes(5), 256L << 20);

    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    public HttpLimits {
        if (requestTimeout.toMillis() < 1 || pageTimeout.toMillis() < 1 || maxPageBytes < 1) {
            throw new IllegalArgumentException("Timeouts and sizes are positive");
        }
    }

    public HttpLimits(Duration requestTimeout, Duration pageTimeout, long maxPageBytes) {
        this(requestTimeout, pageTimeout, maxPageBytes, null, false);
    }

    /** For a small answer that is wanted at once, as a token is: 1 MB at most, and in full within the request timeout. */
    HttpLimits forSmallAnswers() {
        return new HttpLimits(requestTimeout, requestTimeout, 1 << 20, tls, showsCertificate);
    }

    public Duration connectTimeout() {
        return requestTimeout.compareTo(LONGEST_CONNECT) < 0 ? requestTimeout : LONGEST_CONNECT;
    }
}
