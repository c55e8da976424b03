package dev.healthevents.camel.azure.eventgrid;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.apache.camel.Message;

/**
 * What the headers say about an event, each {@code null} where they say nothing.
 *
 * @param time in the form of RFC 3339
 */
record Attributes(String id, String type, String subject, String time, String dataVersion) {

    private static final String SOURCE = "/camel";
    private static final String TYPE = "Camel.Event";
    private static final String SUBJECT = "/camel/event";

    /** @throws IllegalArgumentException if the header of the time is none */
    static Attributes of(Message message) {
        return new Attributes(
                text(message, EventGridConstants.ID),
                text(message, EventGridConstants.EVENT_TYPE),
                text(message, EventGridConstants.SUBJECT),
                time(message.getHeader(EventGridConstants.EVENT_TIME)),
                text(message, EventGridConstants.DATA_VERSION));
    }

    /** For one of several events, which must not all have the same id. */
    Attributes withoutId() {
        return new Attributes(null, type, subject, time, dataVersion);
    }

    /** The members that every event must have, by name. */
    Map<String, String> required(EventGridSchema schema) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("id", id == null ? UUID.randomUUID().toString() : id);
        if (schema == EventGridSchema.CLOUD_EVENTS) {
            members.put("source", SOURCE);
            members.put("specversion", "1.0");
            members.put("type", type == null ? TYPE : type);
        } else {
            members.put("subject", subject == null ? SUBJECT : subject);
            members.put("eventType", type == null ? TYPE : type);
            members.put("eventTime", time == null ? now() : time);
        }
        return members;
    }

    /** The members that an event may have, by name, as far as the headers say something about them. */
    Map<String, String> optional(EventGridSchema schema) {
        Map<String, String> members = new LinkedHashMap<>();
        if (schema == EventGridSchema.CLOUD_EVENTS) {
            members.put("subject", subject);
            members.put("time", time);
        } else {
            members.put("dataVersion", dataVersion);
        }
        members.values().removeIf(value -> value == null);
        return members;
    }

    /** The members of an event that is made here, by name. */
    Map<String, String> all(EventGridSchema schema) {
        Map<String, String> members = required(schema);
        if (schema == EventGridSchema.CLOUD_EVENTS) {
            members.put("subject", subject == null ? SUBJECT : subject);
            members.put("time", time == null ? now() : time);
        } else {
            members.put("dataVersion", dataVersion == null ? "" : dataVersion);
        }
        return members;
    }

    private static String text(Message message, String header) {
        String text = message.getHeader(header, String.class);
        return text == null || text.isEmpty() ? null : text;
    }

    private static String time(Object header) {
        if (header == null) {
            return null;
        }
        if (header instanceof Instant instant) {
            return time(instant.atOffset(ZoneOffset.UTC));
        }
        try {
            // Not toString, which leaves out seconds that are 0.
            return header instanceof OffsetDateTime time
                    ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time)
                    : time(OffsetDateTime.parse(header.toString()));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("The header " + EventGridConstants.EVENT_TIME
                    + " is no OffsetDateTime, no Instant and no text such as 2026-01-31T12:00:00Z");
        }
    }

    private static String now() {
        return time(Instant.now());
    }
}
