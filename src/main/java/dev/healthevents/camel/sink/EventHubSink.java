package dev.healthevents.camel.sink;

import dev.healthevents.delivery.EventHubSender;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Message;

/** What the route of the Event Hubs sink calls when the protocol is AMQP. */
public final class EventHubSink {

    /** Header of each message: the event's subject, which decides the partition. */
    static final String SUBJECT = "subject";

    private final EventHubSender sender;

    public EventHubSink(EventHubSender sender) {
        this.sender = sender;
    }

    /**
     * Sends a batch.
     *
     * @param messages as {@code outbox:} hands them on; their bodies are encoded events. No header of theirs goes out
     * @throws com.azure.core.amqp.exception.AmqpException if not all of them were taken
     * @throws IOException if the event hub can't be reached
     */
    public void send(List<Message> messages) throws IOException {
        sender.send(messages.stream().map(EventHubSink::event).toList());
    }

    private static EventHubSender.Event event(Message message) {
        String subject = message.getHeader(SUBJECT, String.class);
        if (subject == null) {
            throw new IllegalArgumentException(
                    "An event has no header '" + SUBJECT + "': set keyHeader: " + SUBJECT + " at outbox: in the route");
        }
        return new EventHubSender.Event(subject, message.getBody(byte[].class));
    }

    /** Ends the connection. */
    public void close() {
        sender.close();
    }
}
