package dev.healthevents.delivery;

import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Flux;

/**
 * Sends events to an Azure event hub by AMQP: those of one subject to one partition and in order, each as a message whose
 * body is the encoded event, whose content type says what it is, and which has no other property.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/amqp-protocol-binding.md">AMQP Protocol
 *     Binding for CloudEvents, 3.2 structured content mode</a>
 */
public final class EventHubSender implements AutoCloseable {

    /** After these the connection is as good as before. */
    private static final Set<AmqpErrorCondition> MERE_ANSWERS = EnumSet.of(
            AmqpErrorCondition.SERVER_BUSY_ERROR,
            AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED,
            AmqpErrorCondition.ENTITY_DISABLED_ERROR,
            AmqpErrorCondition.RESOURCE_LIMIT_EXCEEDED);

    private final EventHubAddress address;
    private final String contentType;
    private EventHubClient client;

    /** @param contentType of the encoded events */
    public EventHubSender(EventHubAddress address, String contentType) {
        this.address = address;
        this.contentType = contentType;
    }

    /**
     * An event to send.
     *
     * @param subject decides the partition
     * @param encoded the body
     */
    public record Event(String subject, byte[] encoded) {}

    /**
     * Sends all of these, to several partitions at a time.
     *
     * @param events in order
     * @throws AmqpException if not all of them were taken, with the service's condition; some may have been. If one is too
     *     large for the event hub, {@code LINK_PAYLOAD_SIZE_EXCEEDED}, and none was sent
     * @throws IOException if the event hub can't be reached, or there is no token for it
     */
    public synchronized void send(List<Event> events) throws IOException {
        try {
            if (client == null) {
                client = EventHubClient.connect(address);
            }
            sendAll(batches(events));
        } catch (AmqpException e) {
            if (!MERE_ANSWERS.contains(e.getErrorCondition())) {
                close();
            }
            throw e;
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** All that is sent is made first, so that an event that is too large is told before anything went out. */
    private Map<String, List<EventDataBatch>> batches(List<Event> events) throws IOException {
        Map<String, List<EventData>> byPartition = new LinkedHashMap<>();
        for (Event event : events) {
            EventData data = new EventData(event.encoded());
            data.setContentType(contentType);
            byPartition
                    .computeIfAbsent(client.partitions().of(event.subject()), partition -> new ArrayList<>())
                    .add(data);
        }
        Map<String, List<EventDataBatch>> batches = new LinkedHashMap<>();
        for (Map.Entry<String, List<EventData>> partition : byPartition.entrySet()) {
            batches.put(partition.getKey(), client.batches(partition.getKey(), partition.getValue()));
        }
        return batches;
    }

    /** Waits for every partition even if one fails, so that nothing is under way when the same events come again. */
    private void sendAll(Map<String, List<EventDataBatch>> batches) throws IOException {
        List<Throwable> failures = Flux.fromIterable(batches.values())
                .flatMap(client::send, Math.max(1, batches.size()))
                .collectList()
                .block();
        if (!failures.isEmpty()) {
            throw EventHubClient.told(failures.get(0));
        }
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
