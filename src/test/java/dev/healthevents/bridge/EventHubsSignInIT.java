package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/**
 * A real broker that asks for what Event Hubs' Kafka endpoint asks for: SASL PLAIN, the user {@code $ConnectionString} and
 * the connection string as its password. Without TLS, as Microsoft's emulator.
 */
class EventHubsSignInIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String CONNECTION_STRING = "Endpoint=sb://127.0.0.1/;SharedAccessKeyName=send;"
            + "SharedAccessKey=ab+c/d==;UseDevelopmentEmulator=true;EntityPath=events";
    private static final String JAAS = "org.apache.kafka.common.security.plain.PlainLoginModule required"
            + " username=\"$ConnectionString\" password=\"" + CONNECTION_STRING + "\""
            + " user_$ConnectionString=\"" + CONNECTION_STRING + "\";";

    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 1);

    @TempDir
    Path directory;

    @BeforeAll
    static void startBroker() {
        BROKER.brokerProperties(Map.of(
                "listener.security.protocol.map", "EXTERNAL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "PLAIN",
                "sasl.mechanism.inter.broker.protocol", "PLAIN",
                "listener.name.external.plain.sasl.jaas.config", JAAS));
        BROKER.afterPropertiesSet();
    }

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @Test
    void oneConnectionStringIsEnoughToSignIn() throws Exception {
        try (HistoryServer server = HistoryServer.start();
                Bridge bridge = bridge(server, CONNECTION_STRING)) {
            server.create("Patient", "1");
            bridge.start();

            await().atMost(PATIENCE)
                    .until(() -> bridge.sink("event-hubs").status().delivered() == 1);
        }
    }

    @Test
    void aWrongKeyIsToldAndLosesNothing() throws Exception {
        try (HistoryServer server = HistoryServer.start();
                Bridge bridge = bridge(server, CONNECTION_STRING.replace("ab+c", "wrong"))) {
            server.create("Patient", "1");
            bridge.start();

            await().atMost(PATIENCE)
                    .until(() -> bridge.sink("event-hubs").status().lastError() != null);
            assertThat(bridge.sink("event-hubs").status().lastError())
                    .contains("Authentication failed")
                    .doesNotContain("wrong/d==");
            assertThat(bridge.sink("event-hubs").outbox().pending()).isEqualTo(1);
        }
    }

    private Bridge bridge(HistoryServer server, String connectionString) {
        return new Bridge(directory, server.url())
                .set("health-events.sinks.event-hubs.connection-string", connectionString)
                .set("health-events.sinks.event-hubs.bootstrap-servers", BROKER.getBrokersAsString());
    }
}
