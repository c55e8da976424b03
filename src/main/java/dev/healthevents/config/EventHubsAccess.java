package dev.healthevents.config;

import dev.healthevents.feed.http.EntraSettings;
import java.net.URI;

/**
 * An event hub, and who we are to it: a connection string, an identity, or nobody.
 *
 * @param eventHub its name
 * @param connectionString or {@code null}
 * @param namespace its host, where we are an identity, or {@code null}
 * @param identity or {@code null}
 */
record EventHubsAccess(
        String eventHub, EventHubsConnectionString connectionString, String namespace, EntraSettings identity) {

    private static final String WHOLE_NAME = "Set it to its host, such as clinic.servicebus.windows.net";

    static EventHubsAccess of(EventHubsKeys keys) {
        EventHubsConnectionString connectionString =
                EventHubsConnectionString.of(keys.key("connection-string"), keys.connectionString());
        return new EventHubsAccess(
                eventHub(keys, connectionString == null ? null : connectionString.entityPath()),
                connectionString,
                keys.namespace(),
                identity(keys));
    }

    private static String eventHub(EventHubsKeys keys, String entityPath) {
        String configured = keys.eventHub();
        String name = configured != null ? configured : entityPath;
        if (name == null || !name.matches("[A-Za-z0-9._-]+")) {
            throw new WrongConfigurationException(
                    keys.key("event-hub"),
                    name == null
                            ? "is missing"
                            : "is '" + name + "', which has other than letters, digits and ._- in it",
                    "Set it to the name of the event hub, or Kafka topic");
        }
        if (entityPath != null && !name.equals(entityPath)) {
            throw new WrongConfigurationException(
                    keys.key("event-hub"),
                    "is '" + name + "', but the connection string is for '" + entityPath + "'",
                    "Remove it, or use the connection string of the namespace");
        }
        return name;
    }

    /** Who to be for Entra; whoever azure-identity finds, where nothing is configured but the namespace. */
    private static EntraSettings identity(EventHubsKeys keys) {
        String namespace = keys.namespace();
        IdentityProperties auth = keys.auth();
        if (!auth.type().equals("none") && !auth.type().equals("entra")) {
            throw new WrongConfigurationException(
                    keys.key("auth.type"), "is '" + auth.type() + "', which Event Hubs do not know", "Set it to entra");
        }
        AuthKeys.check(keys.key("auth"), auth.forScope(null));
        if (namespace == null && auth.type().equals("entra")) {
            throw new WrongConfigurationException(
                    keys.key("auth.type"),
                    "is entra, but " + keys.key("namespace") + " is missing",
                    keys.connectionString() == null
                            ? WHOLE_NAME.replace("Set it", "Set the namespace")
                            : "Remove it, or set the namespace in place of the connection string");
        }
        if (namespace == null) {
            return null;
        }
        if (keys.connectionString() != null) {
            throw new WrongConfigurationException(
                    keys.key("namespace"),
                    "is set, and " + keys.key("connection-string") + " as well",
                    "Remove one of the two: the connection string names its namespace");
        }
        if (!namespace.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+")) {
            throw new WrongConfigurationException(
                    keys.key("namespace"), "is '" + namespace + "', which is no whole host name", WHOLE_NAME);
        }
        String scope = "https://" + namespace + "/.default";
        return EntraFactory.settings(keys.key("auth"), auth.forScope(scope), URI.create(scope));
    }
}
