package dev.healthevents.camel.sink;

import dev.healthevents.delivery.EventFile;
import java.io.IOException;
import java.util.List;
import org.apache.camel.Message;

/** What the route of the file sink calls. */
public final class EventFileSink {

    private final EventFile file;

    public EventFileSink(EventFile file) {
        this.file = file;
    }

    /**
     * Writes a batch.
     *
     * @param messages as {@code outbox:} hands them on; their bodies are encoded events
     * @throws IOException if not all of it could be written; none of it is in the file then
     */
    public void append(List<Message> messages) throws IOException {
        file.append(
                messages.stream().map(message -> message.getBody(byte[].class)).toList());
    }
}
