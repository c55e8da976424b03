package dev.healthevents.config;

import dev.healthevents.feed.http.EntraSettings;

/**
 * How to reach an event hub by Kafka's protocol.
 *
 * @param brokers {@code host:port,…}
 * @param topic the event hub
 * @param securityProtocol {@code PLAINTEXT}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
 * @param saslMechanism {@code PLAIN}, {@code OAUTHBEARER}, or Kafka's default where nothing is to be proven
 * @param saslJaasConfig the login module's line, a secret, or {@code null} where nothing is to be proven
 * @param identity whose tokens to show, or {@code null}
 * @see <a href="https://learn.microsoft.com/azure/event-hubs/apache-kafka-configurations">Event Hubs, Kafka client
 *     configurations</a>
 */
record EventHubsConnection(
        String brokers,
        String topic,
        String securityProtocol,
        String saslMechanism,
        String saslJaasConfig,
        EntraSettings identity) {

    private static final String MODULES = "org.apache.kafka.common.security.";
    private static final int KAFKA_PORT = 9093;
    private static final int EMULATOR_PORT = 9092;

    /** Without the secret. */
    @Override
    public String toString() {
        return "EventHubsConnection[brokers=" + brokers + ", topic=" + topic + "]";
    }

    static EventHubsConnection of(EventHubsSink sink) {
        SinkProperties properties = sink.properties();
        EventHubsAccess access = EventHubsAccess.of(sink);
        checkBrokers(sink);
        if (access.connectionString() != null) {
            return byConnectionString(properties.bootstrapServers(), access);
        }
        if (access.identity() != null) {
            return byIdentity(properties.bootstrapServers(), access);
        }
        if (properties.bootstrapServers() == null) {
            throw new WrongConfigurationException(
                    sink.key("connection-string"),
                    "is missing",
                    "Set it to the namespace's connection string, or " + sink.key("namespace") + " to its host, or "
                            + sink.key("bootstrap-servers") + " to host:port of a Kafka broker");
        }
        return new EventHubsConnection(
                properties.bootstrapServers(), access.eventHub(), "PLAINTEXT", "GSSAPI", null, null);
    }

    private static EventHubsConnection byConnectionString(String brokers, EventHubsAccess access) {
        EventHubsConnectionString connectionString = access.connectionString();
        boolean emulator = connectionString.emulator();
        String usual = connectionString.host() + ":" + (emulator ? EMULATOR_PORT : KAFKA_PORT);
        return new EventHubsConnection(
                brokers != null ? brokers : usual,
                access.eventHub(),
                emulator ? "SASL_PLAINTEXT" : "SASL_SSL",
                "PLAIN",
                MODULES + "plain.PlainLoginModule required username=\"$ConnectionString\" password=\""
                        + connectionString.whole() + "\";",
                null);
    }

    private static EventHubsConnection byIdentity(String brokers, EventHubsAccess access) {
        return new EventHubsConnection(
                brokers != null ? brokers : access.namespace() + ":" + KAFKA_PORT,
                access.eventHub(),
                "SASL_SSL",
                "OAUTHBEARER",
                // Kafka keeps one sign-in for each such line, so there is one for each namespace.
                MODULES + "oauthbearer.OAuthBearerLoginModule required namespace=\"" + access.namespace() + "\";",
                access.identity());
    }

    private static void checkBrokers(EventHubsSink sink) {
        String brokers = sink.properties().bootstrapServers();
        if (brokers != null && !brokers.matches("\\s*[^\\s,:/]+:\\d{1,5}\\s*(,\\s*[^\\s,:/]+:\\d{1,5}\\s*)*")) {
            throw new WrongConfigurationException(
                    sink.key("bootstrap-servers"),
                    "is '" + brokers + "'",
                    "Set it to host:port, such as localhost:9092, or several with commas between them");
        }
    }
}
