package dev.healthevents.config;

import dev.healthevents.camel.sink.EventFileSink;
import dev.healthevents.delivery.EventFile;
import java.nio.file.Path;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** A sink of type {@code file}. */
record FileSink(String name, SinkProperties properties) implements ConfiguredSink {

    @Override
    public SinkType type() {
        return SinkType.FILE;
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
    public Map<String, String> parameters(Registry registry) {
        registry.bind(bean("eventFile"), new EventFileSink(new EventFile(Path.of(properties.path()))));
        return Map.of("file", bean("eventFile"));
    }
}
