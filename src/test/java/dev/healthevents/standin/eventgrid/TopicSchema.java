package dev.healthevents.standin.eventgrid;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

/**
 * What a topic was made for, and what makes an event of it.
 *
 * @see <a href="https://learn.microsoft.com/azure/event-grid/event-schema">Azure Event Grid event schema</a>
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md">JSON Event Format
 *     for CloudEvents 1.0.2</a>
 */
public enum TopicSchema {
    CLOUD_EVENTS {
        @Override
        void check(JsonNode event, String topic) throws Refused {
            texts(event, true, List.of("id", "source", "type", "specversion"));
            texts(event, false, List.of("subject", "time", "dataschema", "datacontenttype", "data_base64"));
            demand(event.get("specversion").textValue().equals("1.0"), "specversion must be 1.0");
            demand(!event.has("data") || !event.has("data_base64"), "data and data_base64 exclude each other");
            time(event, "time");
            for (var member : event.properties()) {
                boolean extension = !KNOWN.contains(member.getKey());
                demand(
                        !extension || member.getKey().matches("[a-z0-9]+"),
                        "An attribute's name must have lower-case letters and digits only");
                demand(
                        !extension || member.getValue().isValueNode(),
                        "An extension attribute must not be an object or an array");
            }
        }
    },
    EVENT_GRID {
        @Override
        void check(JsonNode event, String topic) throws Refused {
            texts(event, true, List.of("id", "subject", "eventType", "eventTime"));
            texts(event, false, List.of("topic", "dataVersion", "metadataVersion"));
            demand(
                    !event.has("topic") || event.get("topic").textValue().equals(topic),
                    "The event's topic must be empty, or that of the topic that it is published to");
            demand(event.path("metadataVersion").asText("1").equals("1"), "metadataVersion must be 1");
            time(event, "eventTime");
            for (var member : event.properties()) {
                demand(MEMBERS.contains(member.getKey()), "There is no property " + member.getKey());
            }
        }
    };

    private static final Set<String> KNOWN = Set.of(
            "id",
            "source",
            "type",
            "specversion",
            "subject",
            "time",
            "dataschema",
            "datacontenttype",
            "data",
            "data_base64");
    private static final Set<String> MEMBERS =
            Set.of("id", "topic", "subject", "eventType", "eventTime", "data", "dataVersion", "metadataVersion");

    /**
     * Looks for what is wrong with an event.
     *
     * @param topic the id of the topic that it is published to
     */
    abstract void check(JsonNode event, String topic) throws Refused;

    static void demand(boolean met, String otherwise) throws Refused {
        if (!met) {
            throw new Refused(400, "This resource is configured to receive other events: " + otherwise);
        }
    }

    private static void texts(JsonNode event, boolean required, List<String> names) throws Refused {
        for (String name : names) {
            demand(!required || event.hasNonNull(name), name + " is required");
            demand(
                    !event.has(name)
                            || event.get(name).isTextual()
                                    && !(required && event.get(name).textValue().isEmpty()),
                    name + " must be a string" + (required ? " and not empty" : ""));
        }
    }

    private static void time(JsonNode event, String name) throws Refused {
        try {
            if (event.has(name)) {
                OffsetDateTime.parse(event.get(name).textValue());
            }
        } catch (DateTimeException e) {
            throw new Refused(400, name + " must be a time");
        }
    }
}
