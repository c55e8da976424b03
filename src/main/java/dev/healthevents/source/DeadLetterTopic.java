package dev.healthevents.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.healthevents.delivery.Reason;
import dev.healthevents.state.DeadLetter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts dead letters on record in a topic, where they outlive this machine: the record's value is the event as it was to be
 * delivered, so that a source can read them from there, and its headers say why. For one thread at a time.
 */
final class DeadLetterTopic implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("dev.healthevents.sources");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TopicSettings settings;
    private KafkaProducer<String, byte[]> producer;

    DeadLetterTopic(TopicSettings settings) {
        this.settings = settings;
    }

    /**
     * Makes the topic where there is none, with as many partitions and copies and for as long as the brokers do by themselves.
     *
     * @return why there is none, if there is none
     */
    Optional<String> make() throws InterruptedException {
        String name = settings.deadLetters();
        Map<String, Object> properties = new HashMap<>(settings.client());
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(properties)) {
            if (admin.listTopics().names().get().contains(name)) {
                return Optional.empty();
            }
            admin.createTopics(List.of(new NewTopic(name, Optional.empty(), Optional.empty())))
                    .all()
                    .get();
            LOG.info("There was no topic or event hub {} for dead letters: it was made.", name);
            return Optional.empty();
        } catch (ExecutionException e) {
            // Another member was first.
            return e.getCause() instanceof TopicExistsException
                    ? Optional.empty()
                    : Optional.of(Reason.of(e.getCause()));
        } catch (KafkaException e) {
            return Optional.of(Reason.of(e));
        }
    }

    /** Returns when all brokers in sync have it. */
    void put(DeadLetter letter) throws InterruptedException {
        ProducerRecord<String, byte[]> message = new ProducerRecord<>(
                settings.deadLetters(), letter.subject(), letter.entry().getBytes(UTF_8));
        header(message.headers(), "stage", letter.stage());
        header(message.headers(), "source", letter.source());
        header(message.headers(), "sink", letter.sink());
        header(message.headers(), "reason", letter.reason());
        header(message.headers(), "at", letter.at().toString());
        header(message.headers(), "deadletterreason", letter.cause());
        header(message.headers(), "lastdeliveryoutcome", letter.outcome());
        header(
                message.headers(),
                "deliveryattempts",
                Integer.toString(letter.attempts().count()));
        try {
            producer().send(message).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new KafkaException("no broker has taken it within " + PATIENCE.toSeconds() + " s", e);
        }
    }

    private static void header(Headers headers, String name, String value) {
        if (value != null && !value.isEmpty()) {
            headers.add(name, value.getBytes(UTF_8));
        }
    }

    private synchronized KafkaProducer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> properties = new HashMap<>(settings.client());
            properties.put(ProducerConfig.ACKS_CONFIG, "all");
            properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) PATIENCE.toMillis());
            properties.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1_000_000);
            producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
