package dev.healthevents.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import dev.healthevents.delivery.EventHubSender.Event;
import dev.healthevents.standin.eventhubs.EventHubsServer;
import dev.healthevents.standin.eventhubs.StoredEvent;
import dev.healthevents.standin.eventhubs.Trouble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Azure's client, as it is set up here, against the stand-in. */
class EventHubSenderTest {

    private static final String CONTENT_TYPE = "application/cloudevents+json; charset=utf-8";

    private EventHubsServer server;
    private EventHubSender sender;

    @BeforeEach
    void start() throws Exception {
        server = EventHubsServer.start("events", 4, 0);
        sender = sender(server.connectionString());
    }

    @AfterEach
    void stop() {
        sender.close();
        server.close();
    }

    private EventHubSender sender(String connectionString) {
        return new EventHubSender(
                new EventHubAddress(
                        "127.0.0.1",
                        server.port(),
                        () -> new EventHubClientBuilder().connectionString(connectionString, "events")),
                CONTENT_TYPE);
    }

    @Test
    void theBodyIsTheEventAsItIs() throws Exception {
        byte[] event = "{\"id\":\"ä€\uD83D\uDE00\"}".getBytes(UTF_8);

        sender.send(List.of(new Event("Patient/1", event)));

        assertThat(server.hub().events())
                .singleElement()
                .satisfies(stored -> assertThat(stored.body()).isEqualTo(event));
    }

    @Test
    void theContentTypeIsAllThatIsSaidOfIt() throws Exception {
        sender.send(List.of(event("Patient/1", 1), event("Patient/1", 2), event("Patient/2", 1)));

        assertThat(server.hub().events())
                .hasSize(3)
                .extracting(StoredEvent::message)
                .allSatisfy(message -> {
                    assertThat(message.getContentType()).isEqualTo(CONTENT_TYPE);
                    assertThat(message.getApplicationProperties()).isNull();
                    assertThat(message.getMessageAnnotations()).isNull();
                    assertThat(message.getMessageId()).isNull();
                });
    }

    @Test
    void eventsOfASubjectStayInOrderInOnePartition() throws Exception {
        for (int batch = 0; batch < 5; batch++) {
            List<Event> events = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                events.add(event("Patient/" + i % 40, batch * 200 + i));
            }
            sender.send(events);
        }

        List<List<String>> partitions = IntStream.range(0, 4)
                .mapToObj(id -> server.hub().events(id).stream()
                        .map(stored -> new String(stored.body(), UTF_8))
                        .toList())
                .toList();
        assertThat(partitions).allSatisfy(partition -> assertThat(partition).isNotEmpty());
        Map<String, Long> partitionsOfASubject = partitions.stream()
                .flatMap(partition ->
                        partition.stream().map(EventHubSenderTest::subject).distinct())
                .collect(Collectors.groupingBy(subject -> subject, Collectors.counting()));
        assertThat(partitionsOfASubject)
                .hasSize(40)
                .allSatisfy((subject, count) -> assertThat(count).isEqualTo(1));
        partitions.forEach(partition -> partition.stream()
                .collect(Collectors.groupingBy(EventHubSenderTest::subject))
                .values()
                .forEach(ofASubject -> assertThat(ofASubject.stream().map(EventHubSenderTest::number))
                        .hasSize(25)
                        .isSorted()));
    }

    @Test
    void anotherSenderChoosesTheSamePartitions() throws Exception {
        List<Event> events =
                IntStream.range(0, 50).mapToObj(i -> event("Patient/" + i, i)).toList();
        sender.send(events);
        try (EventHubSender afterARestart = sender(server.connectionString())) {
            afterARestart.send(events);
        }

        for (int id = 0; id < 4; id++) {
            List<String> bodies = server.hub().events(id).stream()
                    .map(stored -> new String(stored.body(), UTF_8))
                    .toList();
            int half = bodies.size() / 2;
            assertThat(bodies.subList(0, half)).isEqualTo(bodies.subList(half, bodies.size()));
        }
    }

    @Test
    void moreThanATransferHoldsGoesOutInSeveralInOrder() throws Exception {
        List<Event> events = IntStream.range(0, 30)
                .mapToObj(i -> new Event("Patient/1", body("Patient/1", i, 100_000)))
                .toList();

        sender.send(events);

        assertThat(server.hub().events().stream().map(stored -> number(new String(stored.body(), UTF_8))))
                .containsExactlyElementsOf(IntStream.range(0, 30).boxed().toList());
        assertThat(server.transfers()).isEqualTo(3);
    }

    /** Around the sizes that Azure's send(Iterable) reports as sent and does not send. */
    @ParameterizedTest
    @ValueSource(
            ints = {
                1_000_000, 1_032_000, 1_032_168, 1_032_169, 1_040_000, 1_048_000, 1_048_300, 1_048_400, 1_048_450,
                        1_048_500,
                1_048_520, 1_048_540, 1_048_550, 1_048_560, 1_048_567, 1_048_568, 1_048_569, 1_048_575, 1_048_576,
                        1_048_577,
                1_100_000, 1_500_000, 2_097_152
            })
    void anEventOfAnySizeIsEitherStoredOrAnError(int size) {
        Throwable failure =
                catchThrowable(() -> sender.send(List.of(new Event("Patient/1", body("Patient/1", 1, size)))));

        if (failure == null) {
            assertThat(server.hub().events())
                    .singleElement()
                    .satisfies(stored -> assertThat(stored.body()).hasSize(size));
        } else {
            assertThat(((AmqpException) failure).getErrorCondition())
                    .isEqualTo(AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED);
            assertThat(server.hub().size()).isZero();
            assertThat(size).isGreaterThan(1_032_000);
        }
    }

    @Test
    void noneOfABatchIsSentIfOneOfItsEventsIsTooLarge() {
        List<Event> events = new ArrayList<>(
                IntStream.range(0, 50).mapToObj(i -> event("Patient/" + i, i)).toList());
        events.add(25, new Event("Patient/99", body("Patient/99", 1, 1_500_000)));

        assertThatThrownBy(() -> sender.send(events))
                .isInstanceOfSatisfying(
                        AmqpException.class,
                        e -> assertThat(e.getErrorCondition())
                                .isEqualTo(AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED));
        assertThat(server.transfers()).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"THROTTLE", "REFUSE", "DETACH", "DROP", "STORE_AND_DROP"})
    void whatIsNotTakenIsAnErrorAtOnceAndCanBeSentAgain(Trouble trouble) throws Exception {
        sender.send(List.of(event("Patient/1", 1)));
        server.troubles().next(trouble);
        long before = System.nanoTime();

        assertThatThrownBy(() -> sender.send(List.of(event("Patient/1", 2))))
                .isInstanceOf(AmqpException.class)
                .hasMessageNotContaining("SharedAccessKey");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(3));
        assertThat(server.transfers()).isEqualTo(2);

        sender.send(List.of(event("Patient/1", 2)));
        assertThat(server.hub().events().stream()
                        .map(stored -> number(new String(stored.body(), UTF_8)))
                        .distinct())
                .containsExactly(1, 2);
    }

    @Test
    void theServicesConditionIsKept() {
        server.troubles().next(Trouble.THROTTLE);

        assertThatThrownBy(() -> sender.send(List.of(event("Patient/1", 1))))
                .isInstanceOfSatisfying(AmqpException.class, e -> {
                    assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.SERVER_BUSY_ERROR);
                    assertThat(e.isTransient()).isTrue();
                });
        assertThat(server.connections()).isLessThanOrEqualTo(2);
    }

    @Test
    void aConnectionThatWasCutIsMadeAgain() throws Exception {
        sender.send(List.of(event("Patient/1", 1)));
        server.cutAll();

        sendUntilTaken(List.of(event("Patient/1", 2)));

        assertThat(server.hub().events().stream()
                        .map(stored -> number(new String(stored.body(), UTF_8)))
                        .distinct())
                .containsExactly(1, 2);
    }

    @Test
    void afterItPartitionsThatWereAddedAreUsed() throws Exception {
        sender.send(List.of(event("Patient/1", 1)));
        server.hub().growTo(8);
        server.troubles().next(Trouble.DROP);
        List<Event> many =
                IntStream.range(0, 200).mapToObj(i -> event("Patient/" + i, i)).toList();
        assertThatThrownBy(() -> sender.send(many)).isInstanceOf(AmqpException.class);

        sendUntilTaken(many);

        assertThat(server.hub().events(7)).isNotEmpty();
    }

    @Test
    void aWrongKeyIsAnErrorAtOnceThatDoesNotShowIt() {
        String wrong = server.connectionString().replace("ab+c", "wrong");
        try (EventHubSender stranger = sender(wrong)) {
            long before = System.nanoTime();
            assertThatThrownBy(() -> stranger.send(List.of(event("Patient/1", 1))))
                    .isInstanceOfSatisfying(AmqpException.class, e -> {
                        assertThat(e.getErrorCondition()).isEqualTo(AmqpErrorCondition.UNAUTHORIZED_ACCESS);
                        assertThat(e.isTransient()).isFalse();
                    })
                    .hasMessageContaining("InvalidSignature")
                    .hasMessageNotContaining("wrong/d");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        }
        assertThat(server.transfers()).isZero();
    }

    @Test
    void anEventHubThatIsNotThereIsAnError() {
        try (EventHubSender elsewhere = new EventHubSender(
                new EventHubAddress(
                        "127.0.0.1",
                        server.port(),
                        () -> new EventHubClientBuilder().connectionString(server.connectionString(), "other")),
                CONTENT_TYPE)) {
            assertThatThrownBy(() -> elsewhere.send(List.of(event("Patient/1", 1))))
                    .isInstanceOf(AmqpException.class)
                    .hasMessageContaining("'other' could not be found");
        }
    }

    @Test
    void nobodyThereIsToldAtOnceWithTheAddress() {
        server.close();

        assertThatThrownBy(() -> sender.send(List.of(event("Patient/1", 1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("127.0.0.1:" + server.port() + " can't be reached");
    }

    private void sendUntilTaken(List<Event> events) {
        await().atMost(Duration.ofSeconds(10)).until(() -> {
            try {
                sender.send(events);
                return true;
            } catch (AmqpException | IOException again) {
                return false;
            }
        });
    }

    private static Event event(String subject, int number) {
        return new Event(subject, body(subject, number, 0));
    }

    private static byte[] body(String subject, int number, int size) {
        byte[] begin = (subject + "#" + number + "#").getBytes(UTF_8);
        byte[] body = Arrays.copyOf(begin, Math.max(begin.length, size));
        Arrays.fill(body, begin.length, body.length, (byte) 'x');
        return body;
    }

    private static String subject(String body) {
        return body.split("#")[0];
    }

    private static int number(String body) {
        return Integer.parseInt(body.split("#")[1]);
    }
}
