package dev.healthevents.camel.routes;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.camel.source.WindowProperty;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import java.io.ByteArrayInputStream;
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
 * path, also that SDK's {@code io.cloudevents.CloudEvent}.
 */
public final class HealthEventConverters implements TypeConverterLoader {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOUD_EVENT_BUILDER = "io.cloudevents.core.builder.CloudEventBuilder";

    private interface Conversion<T> {
        T of(byte[] json) throws IOException;
    }

    @Override
    public void load(TypeConverterRegistry registry) {
        add(registry, byte[].class, json -> json);
        add(registry, String.class, json -> new String(json, StandardCharsets.UTF_8));
        add(registry, InputStream.class, ByteArrayInputStream::new);
        add(registry, Map.class, json -> JSON.readValue(json, new TypeReference<Map<String, Object>>() {}));
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
            throw unreadable(event, e);
        }
    }

    private static String traceparent(Exchange exchange) {
        return exchange == null ? null : WindowProperty.traceparent(exchange);
    }

    private static UncheckedIOException unreadable(HealthEvent event, IOException e) {
        return new UncheckedIOException("Event " + event.id() + " can't be read back", e);
    }

    private static <T> void add(TypeConverterRegistry registry, Class<T> to, Conversion<? extends T> conversion) {
        registry.addTypeConverter(
                to,
                HealthEvent.class,
                new SimpleTypeConverter(
                        false, (type, exchange, event) -> convert((HealthEvent) event, exchange, conversion)));
    }

    private static <T> T convert(HealthEvent event, Exchange exchange, Conversion<T> conversion) {
        try {
            return conversion.of(schema(exchange).write(event, traceparent(exchange)));
        } catch (IOException e) {
            throw unreadable(event, e);
        }
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
