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
        String subject = event.path("subject").asText();
        double delay = Duration.between(changed, seen).toMillis() / 1000.0;
        return String.format(
                Locale.ROOT,
                "%s  %s  %-34s version %-4s +%.2f s",
                time.format(changed),
                operation(event.path("type").asText()),
                subject.substring(subject.indexOf('/') + 1),
                event.at("/data/resourceVersionId").asText(),
                delay);
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
