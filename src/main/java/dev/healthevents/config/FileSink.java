package dev.healthevents.config;

import dev.healthevents.camel.EventFileSink;
import dev.healthevents.delivery.EventFile;
import dev.healthevents.event.EventSchema;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** The sink {@code file}. */
record FileSink(FileSinkProperties properties) implements ConfiguredSink {

    @Override
    public String name() {
        return "file";
    }

    @Override
    public EventSchema schema() {
        return properties.schema();
    }

    @Override
    public long outboxLimit() {
        return properties.outboxLimit();
    }

    @Override
    public RetryProperties retry() {
        return properties.retry();
    }

    @Override
    public void check() {
        WritableFile.of(key("path"), properties.path());
    }

    @Override
    public String reach() {
        return WritableFile.of(key("path"), properties.path()) + " can be written";
    }

    @Override
    public Map<String, String> placeholders(Registry registry) {
        registry.bind("eventFile", new EventFileSink(new EventFile(Path.of(properties.path()))));
        return Map.of();
    }
}
