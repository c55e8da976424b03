package dev.healthevents.feed.http;

import dev.healthevents.feed.FeedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Keeps a token until shortly before it ends: a tenth of its life, at most a minute. For all connections of a source at
 * once, of which one renews it while the others wait.
 */
final class TokenAuthorization implements Authorization {

    private static final Duration LONGEST_MARGIN = Duration.ofMinutes(1);

    private final TokenSource tokens;
    private final Clock clock;
    private Map<String, String> headers;
    private Instant renewal;

    TokenAuthorization(TokenSource tokens, Clock clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    @Override
    public synchronized Map<String, String> headers() throws FeedException {
        Instant now = clock.instant();
        if (headers == null || !now.isBefore(renewal)) {
            headers = null;
            Token token = tokens.request();
            renewal = token.expires().minus(margin(Duration.between(now, token.expires())));
            headers = Authorization.bearer(token.value()).headers();
        }
        return headers;
    }

    private static Duration margin(Duration life) {
        Duration tenth = life.dividedBy(10);
        return tenth.compareTo(LONGEST_MARGIN) < 0 ? tenth : LONGEST_MARGIN;
    }

    /** Drops the token, unless another connection has renewed it meanwhile. */
    @Override
    public synchronized boolean refused(Map<String, String> refused) {
        if (headers != null && headers.equals(refused)) {
            headers = null;
        }
        return true;
    }
}
