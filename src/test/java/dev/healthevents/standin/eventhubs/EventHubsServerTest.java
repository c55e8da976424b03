package dev.healthevents.standin.eventhubs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.TokenRequestContext;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventHubClientBuilder;
import com.azure.messaging.eventhubs.EventHubConsumerClient;
import com.azure.messaging.eventhubs.EventHubProducerClient;
import com.azure.messaging.eventhubs.implementation.EventHubSharedKeyCredential;
import com.azure.messaging.eventhubs.models.EventPosition;
import com.azure.messaging.eventhubs.models.SendOptions;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.IntStream;
import org.apache.qpid.proton.amqp.Binary;
import org.apache.qpid.proton.amqp.messaging.Data;
import org.apache.qpid.proton.engine.Sasl;
import org.apache.qpid.proton.engine.Sender;
import org.apache.qpid.proton.message.Message;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stand-in behaves as the service does, to Azure's own clients and to bad ones. */
class EventHubsServerTest {

    private EventHubsServer server;

    @BeforeEach
    void start() throws Exception {
        server = EventHubsServer.start("events", 2, 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatAzuresProducerSendsToAPartitionAzuresConsumerReadsInOrder() {
        List<EventData> events = IntStream.range(0, 300)
                .mapToObj(i -> new EventData("event " + i))
                .toList();
        try (EventHubProducerClient producer = client(server.connectionString()).buildProducerClient();
                EventHubConsumerClient consumer = consumer()) {
            producer.send(events, new SendOptions().setPartitionId("1"));

            assertThat(
                            consumer
                                    .receiveFromPartition("1", 300, EventPosition.earliest(), Duration.ofSeconds(10))
                                    .stream()
                                    .map(event -> event.getData().getBodyAsString()))
                    .containsExactlyElementsOf(
                            events.stream().map(EventData::getBodyAsString).toList());
            assertThat(consumer.getPartitionProperties("1").getLastEnqueuedSequenceNumber())
                    .isEqualTo(299);
            assertThat(consumer.getPartitionProperties("0").isEmpty()).isTrue();
        }
    }

    @Test
    void aConsumerStartsWhereItAsksTo() {
        try (EventHubProducerClient producer = client(server.connectionString()).buildProducerClient();
                EventHubConsumerClient consumer = consumer()) {
            producer.send(
                    IntStream.range(0, 10).mapToObj(i -> new EventData("" + i)).toList(),
                    new SendOptions().setPartitionId("0"));

            assertThat(consumer
                            .receiveFromPartition(
                                    "0", 3, EventPosition.fromSequenceNumber(6, false), Duration.ofSeconds(10))
                            .stream()
                            .map(event -> event.getData().getBodyAsString()))
                    .containsExactly("7", "8", "9");
        }
    }

    @Test
    void nobodySignsInWithAPassword() throws IOException {
        assertThat(RawAmqpClient.plain(server.port(), "send", "ab+c/d0123456789=="))
                .isEqualTo(Sasl.SaslOutcome.PN_SASL_AUTH);
    }

    @Test
    void aLinkWithoutClaimsIsRefused() throws IOException {
        try (RawAmqpClient client = RawAmqpClient.anonymous(server.port())) {
            Sender sender = client.attach("events");

            assertThat(RawAmqpClient.refused(sender)).isTrue();
            assertThat(sender.getRemoteCondition().getCondition().toString()).isEqualTo("amqp:unauthorized-access");
        }
    }

    @Test
    void aSignatureForSomethingElseIsRefused() {
        String token = signature("127.0.0.1", "events", Duration.ofHours(1));
        refuses(token.replaceFirst("se=\\d+", "se=4000000000"), "InvalidSignature");
        refuses(signature("127.0.0.1", "other", Duration.ofHours(1)), "InvalidAudience");
        refuses(signature("elsewhere", "events", Duration.ofHours(1)), "InvalidAudience");
    }

    private void refuses(String token, String reason) {
        String connectionString = server.connectionString()
                .replaceFirst(
                        "SharedAccessKeyName=.*==;", "SharedAccessSignature=" + Matcher.quoteReplacement(token) + ";");
        try (EventHubProducerClient producer = client(connectionString).buildProducerClient()) {
            assertThatThrownBy(() -> producer.send(List.of(new EventData("x")), new SendOptions().setPartitionId("0")))
                    .hasMessageContaining(reason);
        }
        assertThat(server.hub().size()).isZero();
    }

    @Test
    void anEndedTokenIsToldAsThat() {
        Instant past = Instant.now().minusSeconds(10);
        TokenCheck later = new TokenCheck(
                "127.0.0.1",
                new SharedAccessPolicy("send", "key"),
                null,
                Clock.fixed(past.plusSeconds(7200), ZoneOffset.UTC));
        String token = new EventHubSharedKeyCredential("send", "key", Duration.ofHours(1))
                .getTokenSync(new TokenRequestContext().addScopes("amqp://127.0.0.1/events"))
                .getToken();

        assertThatThrownBy(() -> later.check(token, "events")).hasMessageContaining("ExpiredToken");
    }

    @Test
    void moreThanAMegabyteIsRefused() throws IOException {
        server = EventHubsServer.start("events", 1, 0);
        try (RawAmqpClient client = RawAmqpClient.anonymous(server.port())) {
            client.putToken("events", signature("127.0.0.1", "events", Duration.ofHours(1)));
            Sender sender = client.attach("events/Partitions/0");
            assertThat(sender.getRemoteMaxMessageSize().longValue()).isEqualTo(1_048_576);

            client.send(sender, message(1_048_500));
            assertThat(server.hub().size()).isEqualTo(1);

            client.send(sender, message(1_048_570));
            assertThat(sender.getRemoteCondition().getCondition().toString())
                    .isEqualTo("amqp:link:message-size-exceeded");
            assertThat(server.hub().size()).isEqualTo(1);
        }
    }

    @Test
    void whatIsNoEventIsRejected() throws IOException {
        try (RawAmqpClient client = RawAmqpClient.anonymous(server.port())) {
            client.putToken("events", signature("127.0.0.1", "events", Duration.ofHours(1)));

            assertThat(client.send(client.attach("events"), "no AMQP".getBytes(UTF_8))
                            .getRemoteState()
                            .toString())
                    .contains("amqp:decode-error");
            assertThat(server.hub().size()).isZero();
        }
    }

    private static String signature(String host, String path, Duration validity) {
        return new EventHubSharedKeyCredential("send", "ab+c/d0123456789==", validity)
                .getTokenSync(new TokenRequestContext().addScopes("amqp://" + host + "/" + path))
                .getToken();
    }

    private static byte[] message(int size) {
        Message message = Message.Factory.create();
        message.setBody(new Data(new Binary(new byte[size])));
        byte[] bytes = new byte[size + 100];
        return Arrays.copyOf(bytes, message.encode(bytes, 0, bytes.length));
    }

    private EventHubConsumerClient consumer() {
        return client(server.connectionString()).consumerGroup("$Default").buildConsumerClient();
    }

    private static EventHubClientBuilder client(String connectionString) {
        return new EventHubClientBuilder().connectionString(connectionString, "events");
    }
}
