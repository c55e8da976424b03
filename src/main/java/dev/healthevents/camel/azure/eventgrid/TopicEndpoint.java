package dev.healthevents.camel.azure.eventgrid;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.util.ObjectHelper;

/** The URL of a topic. */
final class TopicEndpoint {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private TopicEndpoint() {}

    /**
     * Parses a URL to which credentials may go: https, or http to this machine, where simulators are.
     *
     * @throws IllegalArgumentException if it is none; the message is a predicate, for example "is not a URL"
     */
    static URI parse(String url) {
        URI parsed;
        try {
            parsed = new URI(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is not a URL", e);
        }
        if (parsed.getHost() == null || parsed.getScheme() == null) {
            throw new IllegalArgumentException("is not a URL with a host");
        }
        if (parsed.getRawUserInfo() != null || parsed.getRawQuery() != null || parsed.getRawFragment() != null) {
            throw new IllegalArgumentException("has more than host, port and path in it");
        }
        if (!parsed.getScheme().equalsIgnoreCase("https") && !localHttp(parsed)) {
            throw new IllegalArgumentException("is not https, so that credentials could be read on the way");
        }
        return parsed;
    }

    /** Whether that is http, and does not leave this machine. */
    static boolean localHttp(URI url) {
        return url.getScheme().equalsIgnoreCase("http")
                && LOOPBACK.contains(url.getHost().toLowerCase(Locale.ROOT));
    }

    static void check(String topicEndpoint) {
        if (ObjectHelper.isEmpty(topicEndpoint)) {
            throw new IllegalArgumentException("Topic endpoint must be specified.");
        }
        try {
            parse(topicEndpoint);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Topic endpoint " + e.getMessage(), e);
        }
    }
}
