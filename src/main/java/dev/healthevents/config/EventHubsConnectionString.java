package dev.healthevents.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The connection string of an Event Hubs namespace, or of one event hub in it.
 *
 * @param whole as it was configured, without spaces around it; a secret
 * @param endpoint {@code sb://host}, perhaps with a port
 * @param entityPath the event hub, or {@code null} if it is the namespace's
 * @param emulator whether it is that of Microsoft's emulator, which knows no TLS
 * @see <a href="https://learn.microsoft.com/azure/event-hubs/event-hubs-get-connection-string">Get an Event Hubs connection
 *     string</a>
 */
record EventHubsConnectionString(String whole, URI endpoint, String entityPath, boolean emulator) {

    /** What arrives as it is in the line by which Kafka's client signs in, where quotes and backslashes mean something. */
    private static final String SENDABLE = "[ -~&&[^\"\\\\]]+";

    private static final int LAST_PORT = 65_535;

    /** @return {@code null} if there is none */
    static EventHubsConnectionString of(String key, String configured) {
        if (configured == null) {
            return null;
        }
        String connectionString = configured.strip();
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : connectionString.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT), part.substring(equals + 1));
            }
        }
        URI endpoint = endpoint(parts.getOrDefault("endpoint", ""));
        if (endpoint == null
                || !connectionString.matches(SENDABLE)
                || !parts.containsKey("sharedaccesskeyname")
                || !parts.containsKey("sharedaccesskey")) {
            throw new WrongConfigurationException(
                    key,
                    "is not of the form Endpoint=sb://…/;SharedAccessKeyName=…;SharedAccessKey=…",
                    "Copy it whole from the namespace's shared access policies");
        }
        return new EventHubsConnectionString(
                connectionString,
                endpoint,
                parts.get("entitypath"),
                "true".equalsIgnoreCase(parts.get("usedevelopmentemulator")));
    }

    /** {@code null} where it is none, such as one with a port beyond those that there are. */
    private static URI endpoint(String text) {
        URI uri = text.matches("sb://[A-Za-z0-9.-]+(:\\d{1,5})?/?") ? URI.create(text) : null;
        boolean reachable = uri != null && uri.getHost() != null && uri.getPort() != 0 && uri.getPort() <= LAST_PORT;
        return reachable ? uri : null;
    }

    String host() {
        return endpoint.getHost();
    }

    /** The port that it names, or another. */
    int portOr(int usual) {
        return endpoint.getPort() < 0 ? usual : endpoint.getPort();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "EventHubsConnectionString[endpoint=" + endpoint + "]";
    }
}
