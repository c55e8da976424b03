package dev.healthevents.config;

import dev.healthevents.feed.http.Authority;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The URL of a topic of Event Grid. */
final class EventGridAddress {

    private static final String MEND = "Copy it whole from the topic's overview in the portal:"
            + " https://TOPIC.REGION-1.eventgrid.azure.net/api/events";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private EventGridAddress() {}

    static void check(String key, String endpoint) {
        if (endpoint == null || endpoint.isBlank()) {
            throw new WrongConfigurationException(key, "is missing", MEND);
        }
        URI url = url(key, endpoint.strip());
        if (url.getHost() == null && Authority.host(url) != null) {
            throw new WrongConfigurationException(
                    key, FunctionsAddress.HOST_WITH_UNDERSCORE, FunctionsAddress.NAME_WITHOUT_UNDERSCORE);
        }
        if (url.getHost() == null || !"https".equals(url.getScheme()) && !"http".equals(url.getScheme())) {
            throw new WrongConfigurationException(key, "is no https URL", MEND);
        }
        if (url.getRawUserInfo() != null || url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new WrongConfigurationException(key, "has more than host, port and path in it", MEND);
        }
        if (url.getScheme().equals("http") && !LOOPBACK.contains(url.getHost())) {
            throw new WrongConfigurationException(
                    key,
                    "begins with http, by which credentials could be read on the way",
                    "Begin it with https; http is for simulators on this machine");
        }
        if (url.getPath().replace("/", "").isEmpty()) {
            throw new WrongConfigurationException(key, "has no path", MEND);
        }
    }

    private static URI url(String key, String endpoint) {
        try {
            return new URI(endpoint);
        } catch (URISyntaxException e) {
            throw new WrongConfigurationException(key, "is no https URL", MEND);
        }
    }
}
