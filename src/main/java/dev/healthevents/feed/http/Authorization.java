package dev.healthevents.feed.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.feed.FeedException;
import java.net.URI;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;

/** What proves to a server that we may read its feed. */
@FunctionalInterface
public interface Authorization {

    /**
     * The headers to send with the next request; asked for before each, so that a token may be renewed.
     *
     * @throws FeedException if there are none to be had at present
     */
    Map<String, String> headers() throws FeedException;

    /**
     * Told when the server answered 401, so that a token that is kept can be dropped.
     *
     * @param headers those that it answered 401 to
     * @return whether {@link #headers()} may give others now, with which to ask once more
     */
    default boolean refused(Map<String, String> headers) {
        return false;
    }

    /** No credentials at all. */
    static Authorization none() {
        return Map::of;
    }

    /**
     * A user name and password.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7617">RFC 7617</a>
     */
    static Authorization basic(String user, String password) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("A user name for basic authentication can't have a colon in it");
        }
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(UTF_8));
        return () -> Map.of("Authorization", "Basic " + pair);
    }

    /**
     * A token that never changes; white space around it, as a file's last line break, is taken off.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6750#section-2.1">RFC 6750, section 2.1</a>
     */
    static Authorization bearer(String token) {
        String stripped = token.strip();
        if (stripped.isEmpty() || !stripped.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException("A bearer token is made of visible ASCII characters, without spaces");
        }
        return () -> Map.of("Authorization", "Bearer " + stripped);
    }

    /**
     * A token by OAuth's client credentials, got and renewed by itself.
     *
     * @param server whose feed is read, for SMART's configuration
     * @param limits how long the token endpoint may take, and how it is known over TLS
     */
    static Authorization oauth(OAuthClient client, URI server, HttpLimits limits, Clock clock) {
        return new TokenAuthorization(client.tokens(server, limits, clock), clock);
    }

    /** A token of Microsoft Entra, got and renewed by itself. */
    static Authorization entra(EntraSettings settings, HttpLimits limits, Clock clock) {
        return new TokenAuthorization(new EntraTokens(settings, limits), clock);
    }

    /**
     * The same, with headers of one's own beside it.
     *
     * @throws IllegalArgumentException if one can't be sent, or is not for us to set; without its value
     */
    default Authorization with(Map<String, String> own) {
        return own.isEmpty() ? this : new OwnHeaders(own, this);
    }
}
