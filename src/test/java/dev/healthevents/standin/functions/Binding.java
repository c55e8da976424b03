package dev.healthevents.standin.functions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The type that a function takes its events as, and what that type's {@code Parse} refuses.
 *
 * @see <a href="https://github.com/Azure/azure-sdk-for-net/blob/main/sdk/core/Azure.Core/src/Messaging/CloudEventConverter.cs">CloudEventConverter.cs</a>
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema">Event Grid event schema</a>
 */
public enum Binding {
    CLOUD_EVENT(Map.of(
            "application/cloudevents+json; charset=utf-8",
            JsonNodeType.OBJECT,
            "application/cloudevents-batch+json; charset=utf-8",
            JsonNodeType.ARRAY)) {
        @Override
        void check(JsonNode event) {
            texts(event, List.of("id", "source", "type", "specversion"));
            if (!event.get("specversion").asText().equals("1.0")) {
                throw new IllegalArgumentException("specversion '" + event.get("specversion") + "' is not supported");
            }
            optionalTexts(event, List.of("subject", "dataschema", "datacontenttype", "time"));
            if (event.has("time")) {
                time(event.get("time").asText());
            }
            event.fieldNames().forEachRemaining(Binding::attribute);
        }
    },
    EVENT_GRID_EVENT(Map.of("application/json; charset=utf-8", JsonNodeType.ARRAY)) {
        @Override
        void check(JsonNode event) {
            texts(event, List.of("id", "subject", "eventType", "eventTime", "dataVersion"));
            optionalTexts(event, List.of("topic", "metadataVersion"));
            time(event.get("eventTime").asText());
            if (!event.has("data")) {
                throw new IllegalArgumentException("data is missing");
            }
        }
    };

    private static final Set<String> DATA = Set.of("data", "data_base64");

    private final Map<String, JsonNodeType> forms;

    Binding(Map<String, JsonNodeType> forms) {
        this.forms = forms;
    }

    /** @throws IllegalArgumentException if this is no event of the type */
    abstract void check(JsonNode event);

    /**
     * What a request of this content type holds, array or object.
     *
     * @throws IllegalArgumentException if Event Grid would not send events of this type by such a request
     * @see <a href="https://learn.microsoft.com/azure/event-grid/cloud-event-schema">CloudEvents, content types</a>
     */
    JsonNodeType form(String contentType) {
        JsonNodeType form = forms.get(contentType);
        if (form == null) {
            throw new IllegalArgumentException("A request of type '" + contentType + "' holds no " + this);
        }
        return form;
    }

    private static void texts(JsonNode event, List<String> names) {
        for (String name : names) {
            if (event.path(name).asText().isEmpty()) {
                throw new IllegalArgumentException(name + " is missing");
            }
        }
        optionalTexts(event, names);
    }

    private static void optionalTexts(JsonNode event, List<String> names) {
        for (String name : names) {
            if (event.has(name) && !event.get(name).isTextual()) {
                throw new IllegalArgumentException(name + " is no string");
            }
        }
    }

    private static void time(String text) {
        try {
            OffsetDateTime.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("'" + text + "' is no time", e);
        }
    }

    /** CloudEvents 1.0.2, naming conventions; the .NET type refuses any other name. */
    private static void attribute(String name) {
        if (!DATA.contains(name) && !name.matches("[a-z0-9]+")) {
            throw new IllegalArgumentException("'" + name + "' can't be the name of an attribute");
        }
    }
}
