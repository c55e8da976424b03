package dev.healthevents.delivery;

import com.azure.core.amqp.AmqpRetryMode;
import com.azure.core.amqp.AmqpRetryOptions;
import com.azure.core.amqp.exception.AmqpErrorCondition;
import com.azure.core.amqp.exception.AmqpException;
import com.azure.core.util.Configuration;
import com.azure.messaging.eventhubs.EventData;
import com.azure.messaging.eventhubs.EventDataBatch;
import com.azure.messaging.eventhubs.EventHubProducerAsyncClient;
import com.azure.messaging.eventhubs.models.CreateBatchOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** One connection to an event hub, by Azure's own client, without its retries. */
final class EventHubClient implements AutoCloseable {

    /** How long one thing may take: to connect and sign in, to attach a link, to have one batch taken. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    // The outbox tries again, in order and as long as its policy says.
    private static final AmqpRetryOptions ONCE = new AmqpRetryOptions()
            .setMaxRetries(0)
            .setMode(AmqpRetryMode.FIXED)
            .setDelay(Duration.ofMillis(100))
            .setMaxDelay(PATIENCE)
            .setTryTimeout(PATIENCE);

    private final EventHubProducerAsyncClient client;
    private final EventHubPartitions partitions;

    private EventHubClient(EventHubProducerAsyncClient client) throws IOException {
        this.client = client;
        this.partitions = EventHubPartitions.of(await(client.getPartitionIds().collectList()).stream());
    }

    /**
     * Connects, and asks which partitions there are.
     *
     * @throws AmqpException if the service refuses
     * @throws IOException if it can't be reached, or there is no token for it
     */
    static EventHubClient connect(EventHubAddress address) throws IOException {
        address.look();
        // Without a configuration, so that a variable like HTTP_PROXY, which AMQP can't use, has no effect.
        EventHubProducerAsyncClient client = address.client()
                .get()
                .configuration(Configuration.NONE)
                .retryOptions(ONCE)
                .buildAsyncProducerClient();
        try {
            return new EventHubClient(client);
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    EventHubPartitions partitions() {
        return partitions;
    }

    /**
     * Events of one partition in as few batches as the link takes, in order.
     *
     * @throws AmqpException {@code LINK_PAYLOAD_SIZE_EXCEEDED} if one of them is too large for any
     */
    List<EventDataBatch> batches(String partition, List<EventData> events) throws IOException {
        List<EventDataBatch> batches = new ArrayList<>();
        EventDataBatch batch = null;
        for (EventData event : events) {
            if (batch == null || !batch.tryAdd(event)) {
                batch = newBatch(partition);
                batches.add(batch);
                if (!batch.tryAdd(event)) {
                    throw new AmqpException(
                            false,
                            AmqpErrorCondition.LINK_PAYLOAD_SIZE_EXCEEDED,
                            "An event of " + event.getBody().length + " bytes does not fit into a batch of "
                                    + batch.getMaxSizeInBytes(),
                            null);
                }
            }
        }
        return batches;
    }

    private EventDataBatch newBatch(String partition) throws IOException {
        return await(client.createBatch(new CreateBatchOptions().setPartitionId(partition)));
    }

    /**
     * Sends batches one after the other, and stops at the first that is not taken.
     *
     * @return what went wrong, or nothing
     */
    Mono<Throwable> send(List<EventDataBatch> batches) {
        return Flux.fromIterable(batches)
                .concatMap(batch -> client.send(batch).timeout(PATIENCE))
                .then(Mono.<Throwable>empty())
                .onErrorResume(Mono::just);
    }

    private static <T> T await(Mono<T> result) throws IOException {
        try {
            return result.timeout(PATIENCE).block();
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    /** What Azure's client or Reactor wrapped, and a silence as what it is: nothing that an event is to blame for. */
    static AmqpException told(Throwable failure) throws IOException {
        Throwable told = Exceptions.unwrap(failure);
        if (Exceptions.isRetryExhausted(told) && told.getCause() != null) {
            told = told.getCause();
        }
        if (told instanceof UncheckedIOException io) {
            throw io.getCause();
        }
        if (told instanceof AmqpException amqp) {
            return amqp;
        }
        String words = told instanceof TimeoutException
                ? "Event Hubs did not answer within " + PATIENCE.toSeconds() + " s"
                : String.valueOf(told.getMessage());
        return new AmqpException(true, AmqpErrorCondition.TIMEOUT_ERROR, words, told, null);
    }

    @Override
    public void close() {
        client.close();
    }
}
