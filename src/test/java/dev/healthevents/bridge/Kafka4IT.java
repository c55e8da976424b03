package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.demo.ServerBuild;
import dev.healthevents.docs.Compatibility;
import dev.healthevents.soak.BrokerPart;
import dev.healthevents.standin.HistoryServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A broker of Kafka 4 in a process of its own: a bridge that reads a server writes to it, others take from it. */
class Kafka4IT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Pattern JAR = Pattern.compile("kafka-server-(\\d+\\.\\d+\\.\\d+)\\.jar");
    private static final int PATIENTS = 40;

    @TempDir
    static Path brokers;

    private static String classPath;
    private static BrokerPart broker;

    @TempDir
    Path directory;

    private String topic;
    private HistoryServer server;
    private Bridge writes;

    @BeforeAll
    static void startBroker() throws Exception {
        classPath = ServerBuild.kafka4().classPath(false);
        broker = new BrokerPart(brokers, classPath);
        broker.start();
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @BeforeEach
    void start(TestInfo test) throws Exception {
        topic = test.getTestMethod().orElseThrow().getName();
        broker.create(topic, 4);
        server = HistoryServer.start();
        writes = new Bridge(Files.createDirectory(directory.resolve("writes")), server.url())
                .set("health-events.sinks.event-hubs.bootstrap-servers", broker.address())
                .set("health-events.sinks.event-hubs.event-hub", topic)
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        writes.close();
        server.close();
    }

    private Bridge deliverer(String name) throws Exception {
        return Bridge.ofTopic(Files.createDirectory(directory.resolve(name)), broker.address(), topic, "deliver");
    }

    private void change() {
        for (int i = 0; i < PATIENTS; i++) {
            server.update("Patient", "p" + i);
        }
    }

    private void isDeliveredBy(Bridge... deliverers) {
        List<String> made = server.history().stream().map(Announced::expected).toList();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Announced.byResource(Stream.of(deliverers)
                                .flatMap(deliverer -> deliverer.announced().stream())
                                .toList()))
                        .isEqualTo(Announced.byResource(made)));
    }

    @Test
    void whatTheSinkHasWrittenADelivererTakesInOrder() throws Exception {
        change();
        change();
        change();

        try (Bridge deliverer = deliverer("delivers").start()) {
            isDeliveredBy(deliverer);
        }

        Matcher release = JAR.matcher(classPath);
        assertThat(release.find()).isTrue();
        Compatibility.parts("Apache Kafka 4", "real", release.group(1))
                .is("the sink `event-hubs` by Kafka's protocol, and topics as a source");
    }

    @Test
    void membersOfAGroupShareItsPartitionsAndWhoLeavesGivesItsOwnToTheOther() throws Exception {
        try (Bridge stays = deliverer("stays").start();
                Bridge leaves = deliverer("leaves").start()) {
            await().atMost(PATIENCE)
                    .until(() -> stays.source().partitions().size() == 2
                            && leaves.source().partitions().size() == 2);
            change();
            isDeliveredBy(leaves, stays);

            leaves.close();
            change();
            isDeliveredBy(leaves, stays);
            assertThat(stays.source().partitions()).hasSize(4);
        }
    }
}
