package dev.healthevents.config;

import dev.healthevents.camel.EventHubSink;
import dev.healthevents.delivery.EntraKafkaLogin;
import dev.healthevents.delivery.EventHubSender;
import dev.healthevents.event.EventSchema;
import dev.healthevents.feed.http.EntraCredential;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** The sink {@code event-hubs}, by Kafka's protocol or by AMQP. */
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
    public String routeFile() {
        return amqp() ? "event-hubs-amqp-sink" : "event-hubs-sink";
    }

    private boolean amqp() {
        return "amqp".equals(properties.protocol());
    }

    @Override
    public void check() {
        if (amqp()) {
            EventHubsByAmqp.check(properties);
        } else if ("kafka".equals(properties.protocol())) {
            EventHubsConnection.of(properties);
        } else {
            throw new WrongConfigurationException(
                    key("protocol"),
                    "is '" + properties.protocol() + "', which this version can't speak",
                    "Set it to kafka or amqp");
        }
    }

    @Override
    public Map<String, String> placeholders(Registry registry) {
        return amqp() ? forAmqp(registry) : forKafka(registry);
    }

    private Map<String, String> forAmqp(Registry registry) {
        EventHubSender sender = new EventHubSender(
                EventHubsByAmqp.address(properties), properties.schema().contentType());
        registry.bind("eventHub", new EventHubSink(sender), null, "close");
        return Map.of();
    }

    private Map<String, String> forKafka(Registry registry) {
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
        if (connection.identity() != null) {
            registry.bind("eventHubsIdentity", new EntraCredential(connection.identity()));
            placeholders.put("event-hubs.credential", "#bean:eventHubsIdentity");
            placeholders.put("event-hubs.scope", connection.identity().scope());
            placeholders.put("event-hubs.login", EntraKafkaLogin.class.getName());
        }
        return placeholders;
    }
}
