package dev.healthevents.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.docs.Compatibility;
import dev.healthevents.standin.HistoryServer;
import dev.healthevents.standin.Write;
import io.cloudevents.jackson.JsonFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker, read back by a plain consumer that knows nothing of us. */
class KafkaIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 4);

    @TempDir
    Path directory;

    private HistoryServer server;
    private Bridge bridge;
    private KafkaConsumer<String, byte[]> consumer;
    private final List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();

    @BeforeAll
    static void startBroker() {
        BROKER.afterPropertiesSet();
    }

    @AfterAll
    static void stopBroker() {
        BROKER.destroy();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        String topic = test.getTestMethod().orElseThrow().getName();
        BROKER.addTopics(topic);
        server = HistoryServer.start();
        bridge = new Bridge(directory, server.url())
                .set("health-events.sinks.event-hubs.bootstrap-servers", BROKER.getBrokersAsString())
                .set("health-events.sinks.event-hubs.event-hub", topic);
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        BROKER.getBrokersAsString(),
                        ConsumerConfig.GROUP_ID_CONFIG,
                        topic,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(topic));
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        consumer.close();
        server.close();
    }

    @Test
    void theCompatibilityPageNamesThisKafka() throws Exception {
        Compatibility.parts("Apache Kafka", "real", AppInfoParser.getVersion())
                .is("the sink `event-hubs` by Kafka's protocol, and topics as a source");
    }

    @Test
    void everyChangeArrivesAsAStructuredCloudEventUnderItsSubject() {
        server.create("Patient", "1");
        server.update("Patient", "1");
        server.delete("Patient", "1");
        bridge.start();

        received(3);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("127.0.0.1/Patient/1");
            assertThat(new String(record.headers().lastHeader("content-type").value(), UTF_8))
                    .isEqualTo("application/cloudevents+json; charset=utf-8");
            assertThat(new JsonFormat().deserialize(record.value()).getSubject())
                    .isEqualTo(record.key());
        });
    }

    @Test
    void aRouteOfOnesOwnSendsTheSameJsonByKafkaOfCamel(TestInfo test) throws Exception {
        Files.createDirectory(bridge.routes());
        Files.writeString(bridge.routes().resolve("health-events.camel.yaml"), """
                - route:
                    id: health-events
                    from:
                      uri: direct:health-events
                      steps:
                        - to: {uri: "kafka:%s", parameters: {brokers: "%s"}}
                """.formatted(
                        test.getTestMethod().orElseThrow().getName(), BROKER.getBrokersAsString()));
        server.create("Patient", "1");
        bridge.start();

        received(1);
        assertThat(Announced.of(records.get(0).value()).change()).isEqualTo("Patient/1/_history/1 Created");
    }

    @Test
    void noHeaderOfOursOrOfCamelGoesOut() {
        server.create("Patient", "1");
        bridge.start();

        received(1);
        assertThat(records.get(0).headers()).extracting(header -> header.key()).containsExactly("content-type");
    }

    @Test
    void changesOfOneResourceArriveInOrder() {
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            writes.add(Write.update("Observation", String.valueOf(i % 20)));
        }
        writes.forEach(write -> server.transaction(List.of(write)));
        bridge.start();

        received(200);
        Map<String, List<String>> byKey = records.stream()
                .collect(Collectors.groupingBy(
                        ConsumerRecord::key,
                        Collectors.mapping(
                                record -> Announced.of(record.value()).change(), Collectors.toList())));
        Map<String, List<String>> truth = server.history().stream()
                .collect(Collectors.groupingBy(
                        entry -> "127.0.0.1/" + entry.type() + "/" + entry.id(),
                        Collectors.mapping(Announced::expected, Collectors.toList())));
        assertThat(byKey).isEqualTo(truth);
    }

    @Test
    void azuresEventGridSchemaIsSentWhereTheSinkAsksForIt() {
        bridge.set("health-events.sinks.event-hubs.schema", "event-grid");
        server.create("Patient", "1");
        bridge.start();

        received(1);
        assertThat(com.azure.messaging.eventgrid.EventGridEvent.fromString(
                        new String(records.get(0).value(), UTF_8)))
                .singleElement()
                .satisfies(event -> assertThat(event.getSubject()).isEqualTo("127.0.0.1/Patient/1"));
    }

    private void received(int count) {
        await().atMost(PATIENCE).until(() -> {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            return records.size() >= count;
        });
        assertThat(records).hasSize(count);
    }
}
