package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the events go. A sink that is configured is on.
 *
 * @param file one event a line
 * @param eventHubs Azure Event Hubs, or any Kafka
 */
public record SinkProperties(File file, EventHubs eventHubs) {

    /**
     * @param path of the file
     * @param schema how events are encoded
     * @param outboxLimit how many events may wait before reading pauses
     */
    public record File(
            String path,
            @DefaultValue("cloud-events") EventSchema schema,
            @DefaultValue("1000000") long outboxLimit) {}

    /**
     * @param protocol {@code kafka}
     * @param bootstrapServers {@code host:port,…}; from the connection string if not set
     * @param eventHub the event hub, or Kafka topic; from the connection string's {@code EntityPath} if not set
     * @param connectionString of the namespace or the event hub
     * @param schema how events are encoded
     * @param outboxLimit how many events may wait before reading pauses
     */
    public record EventHubs(
            @DefaultValue("kafka") String protocol,
            String bootstrapServers,
            String eventHub,
            String connectionString,
            @DefaultValue("cloud-events") EventSchema schema,
            @DefaultValue("1000000") long outboxLimit) {}
}
