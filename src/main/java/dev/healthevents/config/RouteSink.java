package dev.healthevents.config;

import java.util.Map;
import org.apache.camel.spi.Registry;

/** A sink of type {@code route}: an outbox that a route of the integration team's delivers. */
record RouteSink(String name, SinkProperties properties) implements ConfiguredSink {

    @Override
    public SinkType type() {
        return SinkType.ROUTE;
    }

    @Override
    public void check() {}

    @Override
    public String reach() {
        return "a route that reads outbox:" + name + " delivers it; where to was not tried";
    }

    @Override
    public Map<String, String> parameters(Registry registry) {
        return Map.of();
    }
}
