package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Azure Event Hubs, or any Kafka.
 *
 * @param protocol {@code kafka} or {@code amqp}: <a href="sinks.md#event-hubs">Event Hubs</a>
 * @param bootstrapServers {@code host:port}, several with commas; from the connection string unless set. Alone,
 *     without a connection string, for a Kafka that asks for no credentials
 * @param eventHub the event hub or Kafka topic; from the connection string's {@code EntityPath} unless set
 * @param connectionString of the namespace or the event hub, whole, as the portal shows it
 * @param namespace host of the namespace, {@code ….servicebus.windows.net}, instead of the connection string, to sign
 *     in with an identity of Entra
 * @param auth that identity; the one of this process where none is given
 * @param schema {@code cloud-events} or {@code event-grid}
 * @param outboxLimit how many events may wait for this sink before reading pauses
 * @param retry how events are offered again
 */
public record EventHubsSinkProperties(
        @DefaultValue("kafka") String protocol,
        String bootstrapServers,
        String eventHub,
        String connectionString,
        String namespace,
        @DefaultValue IdentityProperties auth,
        @DefaultValue("cloud-events") EventSchema schema,
        @DefaultValue("1000000") long outboxLimit,
        @DefaultValue RetryProperties retry) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "EventHubsSinkProperties[protocol=" + protocol + ", eventHub=" + eventHub + "]";
    }
}
