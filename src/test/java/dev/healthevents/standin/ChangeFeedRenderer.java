package dev.healthevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes rows as System.Text.Json does for the DICOM server. */
final class ChangeFeedRenderer {

    /** Seven digits at the most, without zeros at the end, and a zone in numbers, never Z. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 7, true)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter();

    private final ChangeFeedTable table;
    final Map<Long, String> unknownActions = new ConcurrentHashMap<>();
    volatile ChangeFeedCasing casing = ChangeFeedCasing.SERVICE;

    ChangeFeedRenderer(ChangeFeedTable table) {
        this.table = table;
    }

    byte[] page(List<ChangeFeedRow> rows, boolean metadata) {
        StringBuilder json = new StringBuilder(rows.size() * 512 + 2).append('[');
        for (ChangeFeedRow row : rows) {
            json.append(json.length() == 1 ? "" : ",");
            append(json, row, metadata);
        }
        return json.append(']').toString().getBytes(UTF_8);
    }

    byte[] row(ChangeFeedRow row, boolean metadata) {
        StringBuilder json = new StringBuilder(512);
        append(json, row, metadata);
        return json.toString().getBytes(UTF_8);
    }

    private void append(StringBuilder json, ChangeFeedRow row, boolean metadata) {
        String[] values = {
            "" + row.sequence(),
            quoted(row.instance().partition()),
            quoted(row.instance().study()),
            quoted(row.instance().series()),
            quoted(row.instance().sop()),
            quoted(unknownActions.getOrDefault(row.sequence(), casing.value(row.action()))),
            quoted(TIMESTAMP.format(row.timestamp().atOffset(row.zone()))),
            quoted(table.state(row))
        };
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? '{' : ',')
                    .append('"')
                    .append(casing.member(i))
                    .append("\":")
                    .append(values[i]);
        }
        if (metadata) {
            json.append(",\"metadata\":{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Doe^Jane\"}]}}");
        }
        json.append('}');
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }
}
