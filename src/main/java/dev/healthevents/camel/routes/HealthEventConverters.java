package dev.healthevents.camel.routes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.camel.source.NewEvents;
import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.spi.TypeConverterLoader;
import org.apache.camel.spi.TypeConverterRegistry;
import org.apache.camel.support.SimpleTypeConverter;

/**
 * Makes a health event its JSON wherever a component, a language or a data format of Camel's wants text, bytes or a map:
 * a CloudEvent, or what the exchange property {@value WindowProperty#SCHEMA} says. Where the CNCF's SDK is on the class
 * path, also that SDK's {@code io.cloudevents.CloudEvent}. The events of a window become an array of such objects.
 */
public final class HealthEventConverters implements TypeConverterLoader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOUD_EVENT_BUILDER = "io.cloudevents.core.builder.CloudEventBuilder";

    private interface Conversion<T> {
        T of(byte[] json) throws IOException;
    }

    private interface Writer<E> {
        byte[] write(E events, Exchange exchange) throws IOException;
    }

    @Override
    public void load(TypeConverterRegistry registry) {
        addText(registry, HealthEvent.class, HealthEventConverters::json);
        addText(registry, NewEvents.class, HealthEventConverters::array);
        add(
                registry,
                HealthEvent.class,
                Map.class,
                HealthEventConverters::json,
                json -> JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
        if (hasSdk()) {
            registry.addTypeConverter(
                    SdkCloudEvents.type(),
                    HealthEvent.class,
                    new SimpleTypeConverter(
                            false, (type, exchange, event) -> cloudEvent((HealthEvent) event, exchange)));
        }
    }

    /** Asked here: {@link SdkCloudEvents} itself can't be loaded without. */
    private static boolean hasSdk() {
        try {
            Class.forName(CLOUD_EVENT_BUILDER, false, HealthEventConverters.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static Object cloudEvent(HealthEvent event, Exchange exchange) {
        try {
            return SdkCloudEvents.of(event, traceparent(exchange));
        } catch (IOException e) {
            throw new UncheckedIOException("Event " + event.id() + " can't be read back", e);
        }
    }

    private static String traceparent(Exchange exchange) {
        return exchange == null ? null : WindowProperty.traceparent(exchange);
    }

    private static <E> void addText(TypeConverterRegistry registry, Class<E> from, Writer<E> writer) {
        add(registry, from, byte[].class, writer, json -> json);
        add(registry, from, String.class, writer, json -> new String(json, StandardCharsets.UTF_8));
        add(registry, from, InputStream.class, writer, ByteArrayInputStream::new);
    }

    private static <E, T> void add(
            TypeConverterRegistry registry,
            Class<E> from,
            Class<T> to,
            Writer<E> writer,
            Conversion<? extends T> conversion) {
        registry.addTypeConverter(
                to,
                from,
                new SimpleTypeConverter(
                        false, (type, exchange, body) -> convert(from.cast(body), exchange, writer, conversion)));
    }

    private static <E, T> T convert(E events, Exchange exchange, Writer<E> writer, Conversion<T> conversion) {
        try {
            return conversion.of(writer.write(events, exchange));
        } catch (IOException e) {
            throw new UncheckedIOException("What was just written can't be read back", e);
        }
    }

    private static byte[] json(HealthEvent event, Exchange exchange) {
        return schema(exchange).write(event, traceparent(exchange));
    }

    /** As both schemas have more than one event. */
    private static byte[] array(NewEvents events, Exchange exchange) {
        ByteArrayOutputStream array = new ByteArrayOutputStream();
        String before = "[";
        for (HealthEvent event : events) {
            array.writeBytes(before.getBytes(StandardCharsets.UTF_8));
            array.writeBytes(json(event, exchange));
            before = ",";
        }
        array.writeBytes((events.isEmpty() ? "[]" : "]").getBytes(StandardCharsets.UTF_8));
        return array.toByteArray();
    }

    private static EventSchema schema(Exchange exchange) {
        Object wanted = exchange == null ? null : exchange.getProperty(WindowProperty.SCHEMA);
        if (wanted == null) {
            return EventSchema.CLOUD_EVENTS;
        }
        return Arrays.stream(EventSchema.values())
                .filter(schema -> schema.value().equals(wanted.toString()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The property " + WindowProperty.SCHEMA + " is none of cloud-events and event-grid"));
    }
}
