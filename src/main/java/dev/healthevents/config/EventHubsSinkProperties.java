package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Azure Event Hubs, or any Kafka.
 *
 * @param protocol {@code kafka} or {@code amqp}
 * @param bootstrapServers {@code host:port,…}; from the connection string if not set
 * @param eventHub the event hub, or Kafka topic; from the connection string's {@code EntityPath} if not set
 * @param connectionString of the namespace or the event hub
 * @param namespace host of the namespace, where we sign in with an identity
 * @param auth that identity; the one of this process where none is given
 * @param schema how events are encoded
 * @param outboxLimit how many events may wait before reading pauses
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
