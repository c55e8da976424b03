package dev.healthevents.config;

import dev.healthevents.camel.sink.EventHubSink;
import dev.healthevents.delivery.EntraKafkaLogin;
import dev.healthevents.delivery.EventHubAddress;
import dev.healthevents.delivery.EventHubSender;
import dev.healthevents.feed.http.EntraCredential;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.spi.Registry;

/** A sink of type {@code event-hubs}, by Kafka's protocol or by AMQP. */
record EventHubsSink(String name, SinkProperties properties) implements ConfiguredSink {

    @Override
    public SinkType type() {
        return SinkType.EVENT_HUBS;
    }

    @Override
    public String template() {
        return amqp() ? "event-hubs-amqp-sink" : "event-hubs-sink";
    }

    private boolean amqp() {
        return "amqp".equals(properties.protocol());
    }

    @Override
    public void check() {
        if (amqp()) {
            EventHubsByAmqp.check(this);
        } else if ("kafka".equals(properties.protocol())) {
            EventHubsConnection.of(this);
        } else {
            throw new WrongConfigurationException(
                    key("protocol"),
                    "is '" + properties.protocol() + "', which this version can't speak",
                    "Set it to kafka or amqp");
        }
    }

    @Override
    public List<URI> servers() {
        EventHubAddress address = EventHubsByAmqp.address(this);
        return List.of(URI.create("tcp://" + address.host() + ":" + address.port()));
    }

    /** By Kafka the topic is looked for; by AMQP it is only tried whether somebody listens. */
    @Override
    public String reach() throws IOException {
        return amqp() ? ConfiguredSink.super.reach() : TopicLook.at(EventHubsConnection.of(this));
    }

    @Override
    public Map<String, String> parameters(Registry registry) {
        return amqp() ? forAmqp(registry) : forKafka(registry);
    }

    private Map<String, String> forAmqp(Registry registry) {
        EventHubSender sender = new EventHubSender(
                EventHubsByAmqp.address(this), properties.schema().contentType());
        registry.bind(bean("eventHub"), new EventHubSink(sender), null, "close");
        return Map.of("hub", bean("eventHub"));
    }

    private Map<String, String> forKafka(Registry registry) {
        EventHubsConnection connection = EventHubsConnection.of(this);
        Map<String, String> parameters = new HashMap<>();
        parameters.put("brokers", connection.brokers());
        parameters.put("topic", connection.topic());
        parameters.put("security-protocol", connection.securityProtocol());
        parameters.put("sasl-mechanism", connection.saslMechanism());
        parameters.put("content-type", properties.schema().contentType());
        if (connection.saslJaasConfig() != null) {
            registry.bind(bean("eventHubsSignIn"), connection.saslJaasConfig());
            parameters.put("sasl-jaas-config", "#bean:" + bean("eventHubsSignIn"));
        }
        if (connection.identity() != null) {
            registry.bind(bean("eventHubsIdentity"), new EntraCredential(connection.identity()));
            parameters.put("credential", "#bean:" + bean("eventHubsIdentity"));
            parameters.put("scope", connection.identity().scope());
            parameters.put("login", EntraKafkaLogin.class.getName());
        }
        return parameters;
    }
}
