package dev.healthevents.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.ChangeFeedRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * What an event of an image says, as far as it can be compared with a change feed.
 *
 * @param change {@code 7 Created study series instance}
 * @param id the event's id
 */
record AnnouncedImage(String change, String id) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static AnnouncedImage of(String cloudEvent) {
        JsonNode event = parsed(cloudEvent);
        JsonNode data = event.get("data");
        return new AnnouncedImage(
                String.join(
                        " ",
                        data.get("sequenceNumber").asText(),
                        event.get("type").asText().replaceFirst(".*DicomImage", ""),
                        data.get("imageStudyInstanceUid").asText(),
                        data.get("imageSeriesInstanceUid").asText(),
                        data.get("imageSopInstanceUid").asText()),
                event.get("id").asText());
    }

    /** The events in a file sink's file, in its order; a last line without an end does not count. */
    static List<AnnouncedImage> in(Path file) {
        return lines(file).stream().map(AnnouncedImage::of).toList();
    }

    /** The same, each with all that it says. */
    static List<JsonNode> whole(Path file) {
        return lines(file).stream().map(AnnouncedImage::parsed).toList();
    }

    /** What the event of a row must say. */
    static String expected(ChangeFeedRow row) {
        String action =
                row.action().name().charAt(0) + row.action().name().substring(1).toLowerCase(Locale.ROOT) + "d";
        return String.join(
                " ",
                Long.toString(row.sequence()),
                action,
                row.instance().study(),
                row.instance().series(),
                row.instance().sop());
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String content = Files.readString(file);
            return content.substring(0, content.lastIndexOf('\n') + 1).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode parsed(String cloudEvent) {
        try {
            return JSON.readTree(cloudEvent);
        } catch (IOException e) {
            throw new UncheckedIOException(cloudEvent, e);
        }
    }
}
