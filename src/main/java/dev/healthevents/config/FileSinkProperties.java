package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A file, one event a line.
 *
 * @param path of the file
 * @param schema how events are encoded
 * @param outboxLimit how many events may wait before reading pauses
 * @param retry how events are offered again
 */
public record FileSinkProperties(
        String path,
        @DefaultValue("cloud-events") EventSchema schema,
        @DefaultValue("1000000") long outboxLimit,
        @DefaultValue RetryProperties retry) {}
