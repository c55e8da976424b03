package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A file, one event a line.
 *
 * @param path the file, one event a line; made with its directory where it does not exist
 * @param schema {@code cloud-events} or {@code event-grid}
 * @param outboxLimit how many events may wait for this sink before reading pauses
 * @param retry how events are offered again
 */
public record FileSinkProperties(
        String path,
        @DefaultValue("cloud-events") EventSchema schema,
        @DefaultValue("1000000") long outboxLimit,
        @DefaultValue RetryProperties retry) {}
