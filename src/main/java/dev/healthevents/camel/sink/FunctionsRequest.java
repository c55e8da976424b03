package dev.healthevents.camel.sink;

import dev.healthevents.event.EventSchema;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Makes one HTTP request of a batch, as Event Grid delivers to a webhook. The events go out byte by byte as they are
 * encoded.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/delivery-and-retry#output-batching">Event Grid, output
 *     batching</a>
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md">CloudEvents,
 *     HTTP protocol binding 3.2 and 3.3</a>
 */
public final class FunctionsRequest {

    private static final String BATCH_OF_CLOUD_EVENTS = "application/cloudevents-batch+json; charset=utf-8";

    private final EventSchema schema;
    private final boolean batched;

    /**
     * @param batched whether CloudEvents are sent as an array, also when it is one only, so that a consumer gets one form
     *     always; in the Event Grid schema there is always an array
     */
    public FunctionsRequest(EventSchema schema, boolean batched) {
        this.schema = schema;
        this.batched = batched;
    }

    /**
     * Makes the body, and the header {@code Content-Type}.
     *
     * @param messages as {@code outbox:} hands them on; their bodies are encoded events
     */
    public void write(@Body List<Message> messages, Exchange exchange) {
        List<byte[]> events =
                messages.stream().map(message -> message.getBody(byte[].class)).toList();
        boolean single = schema == EventSchema.CLOUD_EVENTS && !batched && events.size() == 1;
        String batchType = schema == EventSchema.CLOUD_EVENTS ? BATCH_OF_CLOUD_EVENTS : schema.contentType();
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, single ? schema.contentType() : batchType);
        exchange.getMessage().setBody(single ? events.get(0) : array(events));
    }

    private static byte[] array(List<byte[]> events) {
        int length = events.stream().mapToInt(event -> event.length + 1).sum() + 1;
        ByteArrayOutputStream array = new ByteArrayOutputStream(length);
        char before = '[';
        for (byte[] event : events) {
            array.write(before);
            array.writeBytes(event);
            before = ',';
        }
        array.write(']');
        return array.toByteArray();
    }
}
