package dev.healthevents.config;

import com.azure.messaging.eventhubs.EventHubClientBuilder;
import dev.healthevents.delivery.EventHubAddress;
import dev.healthevents.feed.http.EntraCredential;

/** How to reach an event hub by AMQP. */
final class EventHubsByAmqp {

    private static final int AMQPS_PORT = 5671;
    private static final int EMULATOR_PORT = 5672;

    private EventHubsByAmqp() {}

    static EventHubsAccess check(EventHubsSink sink) {
        if (sink.properties().bootstrapServers() != null) {
            throw new WrongConfigurationException(
                    sink.key("bootstrap-servers"),
                    "is set, but " + sink.key("protocol") + " is amqp",
                    "Remove it, or set the protocol to kafka");
        }
        EventHubsAccess access = EventHubsAccess.of(EventHubsKeys.of(sink));
        if (access.connectionString() == null && access.identity() == null) {
            throw new WrongConfigurationException(
                    sink.key("connection-string"),
                    "is missing",
                    "Set it to that of the namespace or the event hub, or " + sink.key("namespace")
                            + " to the namespace's host to sign in with an identity");
        }
        return access;
    }

    static EventHubAddress address(EventHubsSink sink) {
        EventHubsAccess access = check(sink);
        EventHubsConnectionString connectionString = access.connectionString();
        if (connectionString != null) {
            return new EventHubAddress(
                    connectionString.host(),
                    connectionString.portOr(connectionString.emulator() ? EMULATOR_PORT : AMQPS_PORT),
                    () -> new EventHubClientBuilder().connectionString(connectionString.whole(), access.eventHub()));
        }
        EntraCredential credential = new EntraCredential(access.identity());
        return new EventHubAddress(
                access.namespace(),
                AMQPS_PORT,
                () -> new EventHubClientBuilder().credential(access.namespace(), access.eventHub(), credential));
    }
}
