package dev.healthevents.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Follows a file in which events of the past and new ones mix, and tells them apart by the resource's id. */
final class MixedLines {

    private static final String TYPE = "\"resourceType\":\"";
    private static final String ID = "\"resourceFhirId\":\"";
    private static final String VERSION = "\"resourceVersionId\":";

    private final LineCounter lines;
    private final int firstLiveId;
    private final Map<String, Instant> live = new HashMap<>();
    private long past;
    private Instant begun;

    /** @param changes of the past; the stand-in gives every twenty of them thirteen new ids, from 1000 on */
    MixedLines(Path file, int changes) {
        if (changes % 20 != 0) {
            throw new IllegalArgumentException("Only a multiple of 20 changes ends with a resource's last: " + changes);
        }
        this.lines = new LineCounter(file);
        this.firstLiveId = 1000 + changes / 20 * 13;
    }

    /** Takes note of the lines that were completed since the last call. */
    void readOn() throws IOException {
        for (String line : lines.newLines()) {
            String id = value(line, ID, '"');
            if (Integer.parseInt(id) < firstLiveId) {
                past++;
                begun = begun == null ? Instant.now() : begun;
            } else {
                live.putIfAbsent(value(line, TYPE, '"') + "/" + id + "/" + value(line, VERSION, '}'), Instant.now());
            }
        }
    }

    /** How many lines there are of the past. */
    long past() {
        return past;
    }

    /** When the first line of the past was seen, or {@code null}. */
    Instant begun() {
        return begun;
    }

    /** When the line of each new change was seen, by type/id/version. */
    Map<String, Instant> live() {
        return live;
    }

    private static String value(String line, String name, char end) {
        int from = line.indexOf(name) + name.length();
        return line.substring(from, line.indexOf(end, from));
    }
}
