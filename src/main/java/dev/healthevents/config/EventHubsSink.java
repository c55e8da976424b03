package dev.healthevents.config;

import dev.healthevents.event.EventSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** The sink {@code event-hubs}, by Kafka's protocol. */
record EventHubsSink(EventHubsSinkProperties properties) implements ConfiguredSink {

    @Override
    public String name() {
        return "event-hubs";
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
        EventHubsConnection.of(properties);
    }

    @Override
    public String reach() throws IOException {
        return TopicLook.at(EventHubsConnection.of(properties));
    }

    @Override
    public Map<String, String> placeholders(Registry registry) {
        EventHubsConnection connection = EventHubsConnection.of(properties);
        Map<String, String> placeholders = new HashMap<>();
        placeholders.put("event-hubs.brokers", connection.brokers());
        placeholders.put("event-hubs.topic", connection.topic());
        placeholders.put("event-hubs.security-protocol", connection.securityProtocol());
        placeholders.put("event-hubs.sasl-mechanism", connection.saslMechanism());
        placeholders.put("event-hubs.content-type", properties.schema().contentType());
        if (connection.saslJaasConfig() != null) {
            registry.bind("eventHubsSignIn", connection.saslJaasConfig());
            placeholders.put("event-hubs.sasl-jaas-config", "#bean:eventHubsSignIn");
        }
        return placeholders;
    }
}
