package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.nimbusds.jose.JOSEException;
import dev.healthevents.delivery.EntraKafkaLogin;
import dev.healthevents.feed.http.RecordedServer;
import dev.healthevents.feed.http.RecordedServer.Answer;
import dev.healthevents.feed.http.RecordedServer.Asked;
import dev.healthevents.feed.http.TlsKeys;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.eventhubs.EventHubsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/**
 * The packaged bridge as a managed identity, with a stand-in for the identity's endpoint as in App Service. It is found by
 * environment variables only, so the bridge is a process of its own.
 */
class EventHubsIdentityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String LOGIN = "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;";

    @TempDir
    Path directory;

    private final List<String> resources = Collections.synchronizedList(new ArrayList<>());
    private HistoryServer server;
    private RecordedServer identity;

    @BeforeEach
    void start() throws Exception {
        server = HistoryServer.start();
        server.create("Patient", "1");
        identity = RecordedServer.judging(this::token);
    }

    @AfterEach
    void stop() throws Exception {
        identity.close();
        server.close();
    }

    @Test
    void aManagedIdentityIsEnoughToSendByAmqp() throws Exception {
        TlsKeys keys = new TlsKeys(directory);
        // The service's own port, since a namespace has no other.
        try (EventHubsServer hubs = EventHubsServer.tls(
                        "events",
                        4,
                        5671,
                        keys.server("server").getServerSocketFactory(),
                        "127.0.0.1",
                        EntraBearerCheck.verifier());
                BridgeProcess bridge = bridge(
                        List.of(
                                "-Djavax.net.ssl.trustStore=" + keys.trustStore(),
                                "-Djavax.net.ssl.trustStorePassword=" + TlsKeys.PASSWORD,
                                "-Djavax.net.ssl.trustStoreType=PKCS12"),
                        "--health-events.sinks.event-hubs.protocol=amqp",
                        "--health-events.sinks.event-hubs.namespace=127.0.0.1",
                        "--health-events.sinks.event-hubs.auth.type=entra",
                        "--health-events.sinks.event-hubs.auth.managed-identity=system")) {
            await().atMost(PATIENCE).until(() -> hubs.hub().size() == 1 || !bridge.runs());

            assertThat(hubs.hub().size()).as(log()).isEqualTo(1);
            assertThat(resources)
                    .allSatisfy(resource -> assertThat(resource).startsWith("https://eventhubs.azure.net"));
            assertThat(log()).doesNotContain("eyJ");
        }
    }

    @Test
    void aManagedIdentityIsEnoughToSendByKafka() throws Exception {
        EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
        broker.brokerProperties(Map.of(
                "listener.security.protocol.map", "EXTERNAL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
                "sasl.enabled.mechanisms", "OAUTHBEARER",
                "sasl.mechanism.inter.broker.protocol", "OAUTHBEARER",
                "listener.name.external.oauthbearer.sasl.jaas.config", LOGIN,
                "listener.name.external.oauthbearer.sasl.server.callback.handler.class",
                        EntraBearerCheck.class.getName()));
        broker.afterPropertiesSet();
        routeWithoutTls();
        try (BridgeProcess bridge = bridge(
                        List.of(),
                        "--health-events.sinks.event-hubs.namespace=clinic.servicebus.windows.net",
                        "--health-events.sinks.event-hubs.bootstrap-servers=" + broker.getBrokersAsString());
                KafkaConsumer<String, String> consumer = consumer(broker)) {
            List<String> keys = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> keys.add(record.key()));
                return !keys.isEmpty() || !bridge.runs();
            });

            assertThat(keys).as(log()).containsExactly("127.0.0.1/Patient/1");
            assertThat(resources)
                    .isNotEmpty()
                    .allSatisfy(resource -> assertThat(resource).isEqualTo(EntraBearerCheck.AUDIENCE));
            assertThat(log()).doesNotContain("eyJ");
        } finally {
            broker.destroy();
        }
    }

    /** Signs in as the bridge does, with a token of its own. */
    private static KafkaConsumer<String, String> consumer(EmbeddedKafkaKraftBroker broker) {
        KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.getBrokersAsString(),
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        "security.protocol",
                        "SASL_PLAINTEXT",
                        "sasl.mechanism",
                        "OAUTHBEARER",
                        "sasl.jaas.config",
                        LOGIN,
                        "sasl.login.callback.handler.class",
                        EntraKafkaLogin.class.getName(),
                        EntraKafkaLogin.CREDENTIAL,
                        (TokenCredential) request -> Mono.just(ownToken()),
                        EntraKafkaLogin.SCOPE,
                        EntraBearerCheck.AUDIENCE + "/.default"),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(List.of(new TopicPartition("events", 0)));
        return consumer;
    }

    private static AccessToken ownToken() {
        Instant expiry = Instant.now().plusSeconds(3600);
        try {
            return new AccessToken(
                    EntraBearerCheck.token(EntraBearerCheck.AUDIENCE, expiry), expiry.atOffset(ZoneOffset.UTC));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The bundled route, but for a broker without TLS. */
    private void routeWithoutTls() throws IOException {
        String name = "event-hubs-sink.camel.yaml";
        Files.createDirectories(directory.resolve("routes"));
        String bundled = Files.readString(Path.of("src/main/resources/routes", name));
        assertThat(bundled).contains("{{security-protocol}}");
        Files.writeString(
                directory.resolve("routes").resolve(name), bundled.replace("{{security-protocol}}", "SASL_PLAINTEXT"));
    }

    private BridgeProcess bridge(List<String> options, String... sink) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.start=beginning",
                "--health-events.sinks.event-hubs.event-hub=events"));
        arguments.addAll(List.of(sink));
        return BridgeProcess.start(
                directory,
                Map.of("IDENTITY_ENDPOINT", identity.url("/msi/token").toString(), "IDENTITY_HEADER", "header-s3cret"),
                options,
                arguments.toArray(String[]::new));
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("bridge.log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** App Service's endpoint, 2019-08-01: a token for the resource that is asked for. */
    private Answer token(Asked asked) {
        Map<String, String> query = UriComponentsBuilder.fromUri(asked.uri())
                .build()
                .getQueryParams()
                .toSingleValueMap();
        String resource = URLDecoder.decode(query.get("resource"), UTF_8);
        resources.add(resource);
        Instant expiry = Instant.now().plusSeconds(3600);
        try {
            // Entra leaves out the slash at the end of a resource, as Event Hubs' scope has one.
            String token = EntraBearerCheck.token(resource.replaceFirst("/$", ""), expiry);
            boolean good = "header-s3cret".equals(asked.header("X-identity-header"));
            return Answer.of(
                            good ? 200 : 401,
                            "{\"access_token\":\"" + token
                                    + "\",\"token_type\":\"Bearer\",\"resource\":\"r\",\"expires_on\":\""
                                    + expiry.getEpochSecond() + "\"}")
                    .with("Content-Type", "application/json");
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
