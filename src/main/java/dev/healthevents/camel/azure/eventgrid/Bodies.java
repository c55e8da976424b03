package dev.healthevents.camel.azure.eventgrid;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.azure.core.models.CloudEvent;
import com.azure.core.util.BinaryData;
import com.azure.messaging.eventgrid.EventGridEvent;
import com.fasterxml.jackson.core.TreeNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/** The events in the body of an exchange. */
final class Bodies {

    private final Exchange exchange;
    private final EventWriter writer;
    private final List<byte[]> events = new ArrayList<>();

    Bodies(Exchange exchange, EventGridSchema schema) {
        this.exchange = exchange;
        this.writer = new EventWriter(schema);
    }

    /**
     * The events, in order, each a JSON object of the topic's schema.
     *
     * @throws IllegalArgumentException if a body is broken JSON or of the other schema
     */
    List<byte[]> events() {
        add(exchange.getMessage());
        return events;
    }

    private void add(Message message) {
        add(message.getBody(), Attributes.of(message));
    }

    private void add(Object body, Attributes attributes) {
        if (body instanceof Exchange inner) {
            add(inner.getMessage());
        } else if (body instanceof Message message) {
            add(message);
        } else if (isList(body)) {
            ((Iterable<?>) body).forEach(element -> add(element, attributes.withoutId()));
        } else if (body instanceof byte[] bytes) {
            addBytes(bytes, attributes);
        } else if (body instanceof String text) {
            addText(text, attributes);
        } else if (body instanceof BinaryData data) {
            addBytes(data.toBytes(), attributes);
        } else if (body instanceof EventGridEvent event) {
            addObject(EventGridEvents.write(event), attributes);
        } else if (body instanceof CloudEvent || body instanceof Map) {
            addObject(BinaryData.fromObject(body).toBytes(), attributes);
        } else {
            addOther(body, attributes);
        }
    }

    /** Trees and paths are iterable as well. */
    private static boolean isList(Object body) {
        return body instanceof Iterable && !(body instanceof TreeNode) && !(body instanceof Path);
    }

    private void addText(String text, Attributes attributes) {
        byte[] bytes = text.getBytes(UTF_8);
        if (isJson(bytes)) {
            addBytes(bytes, attributes);
        } else {
            events.add(writer.withData(BinaryData.fromObject(text).toBytes(), attributes));
        }
    }

    private void addBytes(byte[] bytes, Attributes attributes) {
        switch (Json.first(bytes)) {
            case '{' -> addObject(bytes, attributes);
            case '[' -> Json.elements(bytes).forEach(element -> addElement(element, attributes.withoutId()));
            default -> events.add(writer.withBinary(bytes, attributes));
        }
    }

    private void addElement(byte[] element, Attributes attributes) {
        if (Json.first(element) == '{') {
            addObject(element, attributes);
        } else {
            events.add(writer.withData(element, attributes));
        }
    }

    private void addObject(byte[] json, Attributes attributes) {
        events.add(writer.write(json, attributes));
    }

    private void addOther(Object body, Attributes attributes) {
        byte[] converted = exchange.getContext().getTypeConverter().convertTo(byte[].class, exchange, body);
        if (converted != null) {
            addBytes(converted, attributes);
        } else if (body == null) {
            events.add(writer.withoutData(attributes));
        } else {
            events.add(writer.withData(BinaryData.fromObject(body).toBytes(), attributes));
        }
    }

    private static boolean isJson(byte[] bytes) {
        char first = Json.first(bytes);
        return first == '{' || first == '[';
    }
}
