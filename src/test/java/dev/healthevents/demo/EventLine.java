package dev.healthevents.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** One event as one line for people: when it changed, what happened to what, and how long the news took. */
final class EventLine {

    private static final String GREEN = "\u001B[32m";
    private static final String YELLOW = "\u001B[33m";
    private static final String RED = "\u001B[31m";
    private static final String PLAIN = "\u001B[0m";
    /** The longest end of a UID; its beginning says only who gave it. */
    private static final int SHOWN = 24;

    private final DateTimeFormatter time;
    private final boolean coloured;

    EventLine(ZoneId zone, boolean coloured) {
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
        this.coloured = coloured;
    }

    /**
     * @param event a CloudEvent
     * @param seen when it was read, for the delay since the change
     */
    String of(JsonNode event, Instant seen) {
        Instant changed = Instant.parse(event.path("time").asText());
        double delay = Duration.between(changed, seen).toMillis() / 1000.0;
        return String.format(
                Locale.ROOT,
                "%s  %s  %-34s %-13s +%.2f s",
                time.format(changed),
                operation(event.path("type").asText()),
                what(event),
                which(event.path("data")),
                delay);
    }

    private static String what(JsonNode event) {
        JsonNode image = event.at("/data/imageSopInstanceUid");
        if (image.isTextual()) {
            return "Image " + end(image.asText());
        }
        String subject = event.path("subject").asText();
        return subject.substring(subject.indexOf('/') + 1);
    }

    private static String which(JsonNode data) {
        return data.has("sequenceNumber")
                ? "sequence " + data.path("sequenceNumber").asText()
                : "version " + data.path("resourceVersionId").asText();
    }

    /** The last components of a long UID. */
    private static String end(String uid) {
        int cut = uid.indexOf('.', Math.max(0, uid.length() - SHOWN));
        return uid.length() <= SHOWN || cut < 0 ? uid : "..." + uid.substring(cut + 1);
    }

    private String operation(String type) {
        if (type.endsWith("Created")) {
            return paint(GREEN, "Created");
        }
        return type.endsWith("Deleted") ? paint(RED, "Deleted") : paint(YELLOW, "Updated");
    }

    private String paint(String colour, String word) {
        return coloured ? colour + word + PLAIN : word;
    }
}
