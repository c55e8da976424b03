package dev.healthevents.camel.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.event.EventSchema;
import dev.healthevents.event.HealthEvent;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Map;

/**
 * Makes a health event a {@code CloudEvent} of the CNCF's SDK. Used only where that SDK is on the class path.
 *
 * @see <a href="https://cloudevents.github.io/sdk-java/core.html">CloudEvents Java SDK, core</a>
 */
final class SdkCloudEvents {

    /** What the JSON of a CloudEvent means where it says nothing of its data. */
    private static final String MEDIA_TYPE = "application/json";

    private static final ObjectMapper JSON = new ObjectMapper();

    private SdkCloudEvents() {}

    /** What an event can be converted to. */
    static Class<?> type() {
        return CloudEvent.class;
    }

    /**
     * @param traceparent an attribute of the event; {@code null} for none
     * @return with its data as the bytes of JSON
     */
    static Object of(HealthEvent event, String traceparent) throws IOException {
        JsonNode json = JSON.readTree(EventSchema.CLOUD_EVENTS.write(event, traceparent));
        CloudEventBuilder builder = CloudEventBuilder.v1();
        for (Map.Entry<String, JsonNode> attribute : json.properties()) {
            JsonNode value = attribute.getValue();
            switch (attribute.getKey()) {
                case "specversion" -> {}
                case "id" -> builder.withId(value.asText());
                case "source" -> builder.withSource(URI.create(value.asText()));
                case "type" -> builder.withType(value.asText());
                case "subject" -> builder.withSubject(value.asText());
                case "time" -> builder.withTime(OffsetDateTime.parse(value.asText()));
                case "dataschema" -> builder.withDataSchema(URI.create(value.asText()));
                case "data" -> builder.withData(MEDIA_TYPE, value.toString().getBytes(StandardCharsets.UTF_8));
                default -> builder.withExtension(attribute.getKey(), value.asText());
            }
        }
        return builder.build();
    }
}
