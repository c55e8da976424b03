package dev.healthevents.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** When the line of each change was seen in a file that grows. */
final class Arrivals {

    private final ObjectMapper json = new ObjectMapper();
    private final LineCounter lines;
    private final Map<String, Instant> times = new HashMap<>();
    private final Map<String, String> operations = new HashMap<>();

    Arrivals(Path file) {
        this.lines = new LineCounter(file);
    }

    /** Takes note of the lines that were completed since the last call. */
    void readOn() throws IOException {
        for (String line : lines.newLines()) {
            Instant now = Instant.now();
            JsonNode event = json.readTree(line);
            JsonNode data = event.get("data");
            String change = data.get("resourceType").asText() + "/"
                    + data.get("resourceFhirId").asText() + "/"
                    + data.get("resourceVersionId").asText();
            times.putIfAbsent(change, now);
            operations.put(change, event.get("type").asText());
        }
    }

    /** By type/id/version. */
    Map<String, Instant> times() {
        return times;
    }

    /** What was told of each, by type/id/version: the event's type. */
    Map<String, String> operations() {
        return operations;
    }
}
