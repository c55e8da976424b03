package dev.healthevents.config;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How to reach an event hub by Kafka's protocol.
 *
 * @param brokers {@code host:port,…}
 * @param topic the event hub
 * @param securityProtocol {@code PLAINTEXT}, {@code SASL_PLAINTEXT} or {@code SASL_SSL}
 * @param saslMechanism {@code PLAIN}, or Kafka's default where nothing is to be proven
 * @param saslJaasConfig the login module's line, a secret, or {@code null} where nothing is to be proven
 * @see <a href="https://learn.microsoft.com/azure/event-hubs/apache-kafka-configurations">Event Hubs, Kafka client
 *     configurations</a>
 */
record EventHubsConnection(
        String brokers, String topic, String securityProtocol, String saslMechanism, String saslJaasConfig) {

    private static final String KEY = "health-events.sinks.event-hubs";
    private static final int KAFKA_PORT = 9093;
    private static final int EMULATOR_PORT = 9092;

    /** Without the secret. */
    @Override
    public String toString() {
        return "EventHubsConnection[brokers=" + brokers + ", topic=" + topic + "]";
    }

    static EventHubsConnection of(EventHubsSinkProperties properties) {
        if (!"kafka".equals(properties.protocol())) {
            throw new WrongConfigurationException(
                    KEY + ".protocol",
                    "is '" + properties.protocol() + "', which this version can't speak",
                    "Set it to kafka");
        }
        Map<String, String> parts = parts(properties.connectionString());
        String topic = properties.eventHub() != null ? properties.eventHub() : parts.get("entitypath");
        if (topic == null || !topic.matches("[A-Za-z0-9._-]+")) {
            throw new WrongConfigurationException(
                    KEY + ".event-hub",
                    topic == null
                            ? "is missing"
                            : "is '" + topic + "', which has other than letters, digits and ._- in it",
                    "Set it to the name of the event hub, or Kafka topic");
        }
        if (!topic.equals(parts.getOrDefault("entitypath", topic))) {
            throw new WrongConfigurationException(
                    KEY + ".event-hub",
                    "is '" + topic + "', but the connection string is for '" + parts.get("entitypath") + "'",
                    "Remove it, or use the connection string of the namespace");
        }
        checkBrokers(properties.bootstrapServers());
        if (properties.connectionString() == null) {
            if (properties.bootstrapServers() == null) {
                throw new WrongConfigurationException(
                        KEY + ".connection-string",
                        "is missing",
                        "Set it to the namespace's connection string, or " + KEY
                                + ".bootstrap-servers to host:port of a Kafka broker");
            }
            return new EventHubsConnection(properties.bootstrapServers(), topic, "PLAINTEXT", "GSSAPI", null);
        }
        boolean emulator = "true".equalsIgnoreCase(parts.get("usedevelopmentemulator"));
        String brokers = properties.bootstrapServers() != null
                ? properties.bootstrapServers()
                : host(parts) + ":" + (emulator ? EMULATOR_PORT : KAFKA_PORT);
        return new EventHubsConnection(
                brokers,
                topic,
                emulator ? "SASL_PLAINTEXT" : "SASL_SSL",
                "PLAIN",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"$ConnectionString\""
                        + " password=\"" + properties.connectionString().replace("\"", "") + "\";");
    }

    private static void checkBrokers(String brokers) {
        if (brokers != null && !brokers.matches("\\s*[^\\s,:/]+:\\d{1,5}\\s*(,\\s*[^\\s,:/]+:\\d{1,5}\\s*)*")) {
            throw new WrongConfigurationException(
                    KEY + ".bootstrap-servers",
                    "is '" + brokers + "'",
                    "Set it to host:port, such as localhost:9092, or several with commas between them");
        }
    }

    private static String host(Map<String, String> parts) {
        return URI.create(parts.get("endpoint")).getHost();
    }

    private static Map<String, String> parts(String connectionString) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (connectionString == null) {
            return parts;
        }
        for (String part : connectionString.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals).strip().toLowerCase(), part.substring(equals + 1));
            }
        }
        if (!parts.getOrDefault("endpoint", "").matches("sb://[A-Za-z0-9.-]+(:\\d+)?/?")
                || !parts.containsKey("sharedaccesskeyname")
                || !parts.containsKey("sharedaccesskey")) {
            throw new WrongConfigurationException(
                    KEY + ".connection-string",
                    "is not of the form Endpoint=sb://…/;SharedAccessKeyName=…;SharedAccessKey=…",
                    "Copy it whole from the namespace's shared access policies");
        }
        return parts;
    }
}
