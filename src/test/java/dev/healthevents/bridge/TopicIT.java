package dev.healthevents.bridge;

import static dev.healthevents.bridge.PatientEvents.event;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.standin.functions.Binding;
import dev.healthevents.standin.functions.FunctionsHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A source of type event-hubs at a real broker, which others have written to. */
class TopicIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final EmbeddedKafkaKraftBroker BROKER = new EmbeddedKafkaKraftBroker(1, 4);

    static {
        BROKER.brokerProperty("auto.create.topics.enable", "false");
    }

    @TempDir
    Path directory;

    private String topic;
    private PatientEvents events;
    private FunctionsHost host;
    private Bridge bridge;

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
        topic = test.getTestMethod().orElseThrow().getName();
        BROKER.addTopics(topic, topic + ".deliver.dead-letters");
        events = new PatientEvents(BROKER.getBrokersAsString(), topic);
        host = FunctionsHost.start().function("clouds", Binding.CLOUD_EVENT);
        bridge = Bridge.ofTopic(directory, BROKER.getBrokersAsString(), topic, "deliver");
    }

    @AfterEach
    void stop() throws Exception {
        bridge.close();
        host.close();
        events.close();
    }

    /** How much of the topic the group is not done with. */
    private long left() {
        try (Admin admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object) BROKER.getBrokersAsString()))) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("deliver")
                    .partitionsToOffsetAndMetadata()
                    .get();
            long left = 0;
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
                for (Map.Entry<TopicPartition, Long> end :
                        consumer.endOffsets(partitions).entrySet()) {
                    OffsetAndMetadata done = committed.get(end.getKey());
                    left += end.getValue() - (done == null ? 0 : done.offset());
                }
            }
            return left;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private int lines() throws IOException {
        return Files.exists(bridge.file()) ? Files.readAllLines(bridge.file()).size() : 0;
    }

    private static KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, BROKER.getBrokersAsString()),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private List<ConsumerRecord<String, byte[]>> deadLetters() {
        return records(topic + ".deliver.dead-letters");
    }

    private static List<ConsumerRecord<String, byte[]>> records(String letters) {
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = consumer()) {
            List<TopicPartition> partitions = consumer.partitionsFor(letters).stream()
                    .map(info -> new TopicPartition(letters, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            for (int i = 0; i < 10; i++) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    @Test
    void everyEventArrivesAsItIsAndInOrderAndOnlyThenItsOffsetIsCommitted() throws Exception {
        events.send(50, 1);
        events.send(50, 2);
        events.send(50, 3);
        events.send(50, 4);
        bridge.start();

        await().atMost(PATIENCE).until(() -> Announced.in(bridge.file()).size() == 200);
        for (int patient = 0; patient < 50; patient++) {
            String resource = "Patient/p" + patient;
            assertThat(Announced.byResource(bridge.announced()).get(resource))
                    .containsExactly(
                            resource + "/_history/1 Created",
                            resource + "/_history/2 Updated",
                            resource + "/_history/3 Updated",
                            resource + "/_history/4 Updated");
        }
        assertThat(Files.readString(bridge.file()))
                .contains(new String(EventSchema.CLOUD_EVENTS.write(event(7, 3)), UTF_8));
        await().atMost(PATIENCE).until(() -> left() == 0);
    }

    @Test
    void bothSchemasAreUnderstoodAloneAndInArraysAndImagesToo() throws Exception {
        HealthEvent image = new HealthEvent(
                UUID.fromString("00b86d18-1aab-5692-a77f-220d25e97e6b"),
                "/subscriptions/local/workspaces/clinic",
                HealthEventType.DICOM_IMAGE_CREATED,
                "pacs.example.org/v1/partitions/Microsoft.Default/studies/1/series/2/instances/3",
                Instant.parse("2026-11-21T05:00:22.1234567Z"),
                new DicomImageData("Microsoft.Default", "1", "2", "3", "pacs.example.org", 204));
        events.send(image.subject(), EventSchema.EVENT_GRID.write(image));
        events.send(
                "any",
                ("[" + new String(EventSchema.EVENT_GRID.write(event(1, 1)), UTF_8) + ","
                                + new String(EventSchema.EVENT_GRID.write(event(1, 2)), UTF_8) + "]")
                        .getBytes(UTF_8));
        bridge.start();

        await().atMost(PATIENCE).until(() -> lines() == 3);
        assertThat(Files.readString(bridge.file()))
                .contains(new String(EventSchema.CLOUD_EVENTS.write(image), UTF_8))
                .contains(new String(EventSchema.CLOUD_EVENTS.write(event(1, 2)), UTF_8));
        await().atMost(PATIENCE).until(() -> left() == 0);
    }

    @Test
    void whatIsNoHealthEventIsCountedAndWhatClaimsToBeOneIsADeadLetterOnRecord() throws Exception {
        events.send("x", "no JSON".getBytes(UTF_8));
        events.send("x", "{\"specversion\":\"1.0\",\"type\":\"com.example.other\"}".getBytes(UTF_8));
        String broken = new String(EventSchema.CLOUD_EVENTS.write(event(1, 1)), UTF_8)
                .replace("\"resourceFhirId\":\"p1\"", "\"resourceFhirId\":7");
        events.send("x", broken.getBytes(UTF_8));
        events.send("x", EventSchema.CLOUD_EVENTS.write(event(2, 1)));
        bridge.start();

        await().atMost(PATIENCE).until(() -> left() == 0);
        assertThat(Announced.in(bridge.file())).hasSize(1);
        assertThat(bridge.source().foreign()).isEqualTo(2);
        assertThat(bridge.source().deadLetters()).isEqualTo(1);
        assertThat(deadLetters())
                .singleElement()
                .satisfies(record -> assertThat(
                                new String(record.headers().lastHeader("reason").value(), UTF_8))
                        .contains("resourceFhirId"));
    }

    @Test
    void oneEventThatASinkNeverTakesHoldsNothingUpAndIsOnRecordBeforeItsOffsetCounts() throws Exception {
        host.fail("clouds", event(3, 1).id().toString(), 400);
        host.fail("clouds", event(3, 2).id().toString(), 400);
        bridge.set("health-events.sinks.functions.url", host.url("clouds").toString())
                .set("health-events.sinks.functions.key", FunctionsHost.FUNCTION_KEY)
                .set("health-events.sinks.functions.connections", "4");
        events.send(5, 1);
        events.send(5, 2);
        bridge.start();

        await().atMost(PATIENCE).until(() -> left() == 0);
        assertThat(host.taken("clouds")).hasSize(8);
        assertThat(deadLetters()).hasSize(2).allSatisfy(record -> {
            assertThat(record.key()).isEqualTo("fhir.example.org/Patient/p3");
            assertThat(new String(record.headers().lastHeader("sink").value(), UTF_8))
                    .isEqualTo("functions");
            assertThat(new String(record.value(), UTF_8)).contains("\"resourceFhirId\":\"p3\"");
        });
    }

    @Test
    void whileASinkIsAwayNoOffsetBehindItCountsAndAnotherMachineDeliversIt(@TempDir Path another) throws Exception {
        String url = host.url("clouds").toString();
        host.refuse();
        bridge.set("health-events.sinks.functions.url", url)
                .set("health-events.sinks.functions.key", FunctionsHost.FUNCTION_KEY);
        events.send(20, 1);
        events.send(20, 2);
        bridge.start();
        await().atMost(PATIENCE).until(() -> Announced.in(bridge.file()).size() == 40);
        assertThat(left()).isEqualTo(40);
        bridge.close();
        host.listen();

        try (Bridge next = Bridge.ofTopic(another, BROKER.getBrokersAsString(), topic, "deliver")
                .set("health-events.sinks.functions.url", url)
                .set("health-events.sinks.functions.key", FunctionsHost.FUNCTION_KEY)) {
            next.start();
            await().atMost(PATIENCE).until(() -> host.taken("clouds").size() == 40);
            await().atMost(PATIENCE).until(() -> left() == 0);
        }
    }

    @Test
    void aTopicForDeadLettersIsMadeWhereThereIsNone() throws Exception {
        bridge.set("health-events.sources.lab.dead-letter-event-hub", topic + ".undelivered");
        events.send(
                "x",
                new String(EventSchema.CLOUD_EVENTS.write(event(1, 1)), UTF_8)
                        .replace("\"resourceFhirId\":\"p1\"", "\"resourceFhirId\":7")
                        .getBytes(UTF_8));
        bridge.start();

        await().atMost(PATIENCE).until(() -> left() == 0);
        assertThat(records(topic + ".undelivered")).hasSize(1);
    }

    private Bridge withFunctions(Bridge one) {
        return one.set("health-events.sources.lab.buffer", "100")
                .set("health-events.sinks.functions.url", host.url("clouds").toString())
                .set("health-events.sinks.functions.key", FunctionsHost.FUNCTION_KEY)
                .set("health-events.sinks.functions.connections", "4");
    }

    private List<String> taken() {
        return host.taken("clouds").stream()
                .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                .toList();
    }

    private static void inOrder(List<String> changes, int patients) {
        assertThat(Announced.byResource(Announced.byLastDelivery(changes)))
                .hasSize(patients)
                .allSatisfy((resource, of) -> assertThat(of)
                        .extracting(change -> change.replaceFirst(".*/_history/(\\d+) .*", "$1"))
                        .containsExactly("1", "2", "3", "4", "5"));
    }

    @Test
    void aSinkThatIsAwayForLongStopsNoOtherAndGetsWhatItMissedFromTheTopic() throws Exception {
        withFunctions(bridge);
        host.refuse();
        for (int version = 1; version <= 4; version++) {
            events.send(300, version);
        }
        bridge.start();
        await().atMost(PATIENCE).until(() -> Announced.in(bridge.file()).size() == 1_200);
        events.send(300, 5);
        await().atMost(PATIENCE).until(() -> Announced.in(bridge.file()).size() == 1_500);
        assertThat(bridge.sink("functions").outbox().pending()).isLessThan(1_300);

        host.listen();

        await().atMost(PATIENCE.multipliedBy(2)).until(() -> left() == 0);
        inOrder(taken(), 300);
        assertThat(Announced.in(bridge.file())).hasSize(1_500);
        inOrder(bridge.announced(), 300);
    }

    @Test
    void whoGoesOnForASinkThatWasLeftBehindRepeatsNothingToTheOthers(@TempDir Path another) throws Exception {
        withFunctions(bridge);
        host.refuse();
        for (int version = 1; version <= 5; version++) {
            events.send(300, version);
        }
        bridge.start();
        await().atMost(PATIENCE).until(() -> Announced.in(bridge.file()).size() == 1_500);
        await().atMost(PATIENCE)
                .until(() -> bridge.source().partitions().stream().allMatch(partition -> partition.position() < 300));
        bridge.close();
        host.listen();

        try (Bridge next = withFunctions(Bridge.ofTopic(another, BROKER.getBrokersAsString(), topic, "deliver"))) {
            next.start();
            await().atMost(PATIENCE.multipliedBy(2)).until(() -> left() == 0);
            assertThat(Files.exists(next.file()) ? Announced.in(next.file()) : List.of())
                    .as("repeats")
                    .hasSizeLessThan(200);
        }
        inOrder(taken(), 300);
    }

    @Test
    void bridgesOfOneGroupShareThePartitionsAndWhoLeavesLosesNothing(@TempDir Path another) throws Exception {
        host.slow(Duration.ofMillis(2), Duration.ofMillis(10));
        bridge.set("health-events.sinks.functions.url", host.url("clouds").toString())
                .set("health-events.sinks.functions.key", FunctionsHost.FUNCTION_KEY)
                .set("health-events.sinks.functions.connections", "4")
                .start();
        events.send(100, 1);
        try (Bridge second = Bridge.ofTopic(another, BROKER.getBrokersAsString(), topic, "deliver")
                .set("health-events.sinks.functions.url", host.url("clouds").toString())
                .set("health-events.sinks.functions.key", FunctionsHost.FUNCTION_KEY)
                .set("health-events.sinks.functions.connections", "4")) {
            second.start();
            events.send(100, 2);
            await().atMost(PATIENCE)
                    .until(() -> bridge.source().partitions().size() == 2
                            && second.source().partitions().size() == 2);
            events.send(100, 3);
            bridge.close();
            events.send(100, 4);
            await().atMost(PATIENCE).until(() -> left() == 0);
        }

        List<String> taken = host.taken("clouds").stream()
                .map(event -> Announced.of(event.getBytes(UTF_8)).change())
                .toList();
        assertThat(Announced.byResource(Announced.byLastDelivery(taken)))
                .hasSize(100)
                .allSatisfy((resource, changes) -> assertThat(changes)
                        .extracting(change -> change.replaceFirst(".*/_history/(\\d+) .*", "$1"))
                        .containsExactly("1", "2", "3", "4"));
        assertThat(taken).hasSizeLessThan(500);
    }

    @Test
    void aPeriodIsReplayedByTheTimeOfItsRecords() throws Exception {
        events.send(10, 1);
        bridge.start();
        await().atMost(PATIENCE).until(() -> Announced.in(bridge.file()).size() == 10);

        new ReplayApi(bridge.port()).begin(Instant.now().minusSeconds(600), Instant.now(), "");

        await().atMost(PATIENCE).until(() -> Announced.in(bridge.file()).size() == 20);
    }
}
