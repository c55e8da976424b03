package dev.healthevents.config;

import dev.healthevents.delivery.EntraKafkaLogin;
import dev.healthevents.feed.http.EntraCredential;
import dev.healthevents.feed.http.EntraSettings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

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

    /** Event Hubs close a connection that was quiet for four minutes. */
    private static final int IDLE_MS = 180_000;

    /** Without the secret. */
    @Override
    public String toString() {
        return "EventHubsConnection[brokers=" + brokers + ", topic=" + topic + "]";
    }

    /** The settings of Kafka's clients, secrets among them. */
    Map<String, Object> clientSettings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, securityProtocol);
        settings.put(SaslConfigs.SASL_MECHANISM, saslMechanism);
        settings.put(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, IDLE_MS);
        settings.put(CommonClientConfigs.CONNECTIONS_MAX_IDLE_MS_CONFIG, IDLE_MS);
        if (saslJaasConfig != null) {
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, saslJaasConfig);
        }
        if (identity != null) {
            settings.put(SaslConfigs.SASL_LOGIN_CALLBACK_HANDLER_CLASS, EntraKafkaLogin.class.getName());
            settings.put(EntraKafkaLogin.CREDENTIAL, new EntraCredential(identity));
            settings.put(EntraKafkaLogin.SCOPE, identity.scope());
        }
        return settings;
    }

    static EventHubsConnection of(EventHubsSink sink) {
        return of(EventHubsKeys.of(sink));
    }

    static EventHubsConnection of(EventHubsKeys keys) {
        EventHubsAccess access = EventHubsAccess.of(keys);
        checkBrokers(keys);
        if (access.connectionString() != null) {
            return byConnectionString(keys.bootstrapServers(), access);
        }
        if (access.identity() != null) {
            return byIdentity(keys.bootstrapServers(), access);
        }
        if (keys.bootstrapServers() == null) {
            throw new WrongConfigurationException(
                    keys.key("connection-string"),
                    "is missing",
                    "Set it to the namespace's connection string, or " + keys.key("namespace") + " to its host, or "
                            + keys.key("bootstrap-servers") + " to host:port of a Kafka broker");
        }
        return new EventHubsConnection(keys.bootstrapServers(), access.eventHub(), "PLAINTEXT", "GSSAPI", null, null);
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

    private static void checkBrokers(EventHubsKeys keys) {
        String brokers = keys.bootstrapServers();
        if (brokers != null && !brokers.matches("\\s*[^\\s,:/]+:\\d{1,5}\\s*(,\\s*[^\\s,:/]+:\\d{1,5}\\s*)*")) {
            throw new WrongConfigurationException(
                    keys.key("bootstrap-servers"),
                    "is '" + brokers + "'",
                    "Set it to host:port, such as localhost:9092, or several with commas between them");
        }
    }
}
