package dev.healthevents.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.HistoryEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an event says, as far as it can be compared with a server's history.
 *
 * @param change {@code Patient/1/_history/2 Updated}, with the server's own version
 * @param id the event's id
 */
public record Announced(String change, String id) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static Announced of(byte[] cloudEvent) {
        try {
            JsonNode event = JSON.readTree(cloudEvent);
            JsonNode data = event.get("data");
            String operation = event.get("type").asText().replaceFirst(".*FhirResource", "");
            return new Announced(
                    data.get("resourceType").asText() + "/"
                            + data.get("resourceFhirId").asText() + "/_history/"
                            + event.path("fhirversion")
                                    .asText(data.get("resourceVersionId").asText()) + " " + operation,
                    event.get("id").asText());
        } catch (IOException e) {
            throw new UncheckedIOException(new String(cloudEvent, StandardCharsets.UTF_8), e);
        }
    }

    /** The events in a file sink's file, in its order; a last line without an end does not count. */
    static List<Announced> in(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String content = Files.readString(file);
            return content.substring(0, content.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> of(line.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Changes by their resource, in their order: the order that is promised. */
    static Map<String, List<String>> byResource(List<String> changes) {
        return changes.stream().collect(Collectors.groupingBy(change -> change.replaceFirst("/_history/.*", "")));
    }

    /** Each change once, in the order in which they came last. */
    static List<String> byLastDelivery(List<String> changes) {
        Set<String> last = new LinkedHashSet<>();
        for (String change : changes) {
            last.remove(change);
            last.add(change);
        }
        return List.copyOf(last);
    }

    /** What the event of a change must say. */
    static String expected(HistoryEntry entry) {
        String operation = switch (entry.operation()) {
            case CREATE -> entry.version() == 1 ? "Created" : "Updated";
            case UPDATE -> "Updated";
            case DELETE -> "Deleted";
        };
        return entry.type() + "/" + entry.id() + "/_history/" + entry.version() + " " + operation;
    }
}
