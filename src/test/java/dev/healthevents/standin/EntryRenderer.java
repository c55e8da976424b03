package dev.healthevents.standin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.healthevents.standin.HistoryEntry.Operation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Writes entries as HAPI does; a full resource is about 2 KB, half of it its narrative. */
final class EntryRenderer {

    private static final String SLIM = """
            {"resourceType":"{type}","id":"{id}","meta":{"versionId":"{version}","lastUpdated":"{lastUpdated}",\
            "tag":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED",\
            "display":"Resource encoded in summary mode"}]}}""";
    private static final String START = "{\"fullUrl\":\"{base}/{type}/{id}\",";
    private static final String END =
            "\"request\":{\"method\":\"{method}\",\"url\":\"{type}/{id}/_history/{version}\"},"
                    + "\"response\":{\"status\":\"{status}\",\"etag\":\"W/\\\"{version}\\\"\"}}";
    private static final byte[][] FAMILIES = {
        "Abernathy".getBytes(UTF_8), "Becker".getBytes(UTF_8), "Castillo".getBytes(UTF_8), "Dupont".getBytes(UTF_8),
        "Eriksen".getBytes(UTF_8), "Fernández".getBytes(UTF_8), "Götz".getBytes(UTF_8), "Hayashi".getBytes(UTF_8)
    };

    private static final Map<String, EntryTemplate> WHOLE = new ConcurrentHashMap<>();
    private static final byte[] NO_BASE = {};

    private final Map<String, EntryTemplate> templates = new ConcurrentHashMap<>();
    private final byte[] base;

    /** @param base the server's URL without a slash at its end */
    EntryRenderer(String base) {
        this.base = base.getBytes(UTF_8);
    }

    void write(HistoryEntry entry, boolean slim, boolean withVersion, ByteArrayOutputStream out) {
        boolean deleted = entry.operation() == Operation.DELETE;
        String key = entry.type() + deleted + slim + withVersion;
        EntryTemplate template =
                templates.computeIfAbsent(key, k -> template(entry.type(), deleted, slim, withVersion));
        template.write(hole -> value(hole, entry, base), out);
    }

    /** The whole resource of that version. */
    static JsonNode whole(HistoryEntry entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(2600);
        WHOLE.computeIfAbsent(entry.type(), type -> new EntryTemplate(resource(type)))
                .write(hole -> value(hole, entry, NO_BASE), out);
        try {
            return new ObjectMapper().readTree(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] value(String hole, HistoryEntry entry, byte[] base) {
        return switch (hole) {
            case "base" -> base;
            case "id" -> entry.id().getBytes(UTF_8);
            case "version" -> Integer.toString(entry.version()).getBytes(UTF_8);
            case "lastUpdated" -> time(entry.lastUpdated()).getBytes(UTF_8);
            case "family" -> FAMILIES[Math.floorMod(entry.id().hashCode(), FAMILIES.length)];
            case "method" -> method(entry.operation()).getBytes(UTF_8);
            default -> (entry.operation() == Operation.CREATE ? "201 Created" : "200 OK").getBytes(UTF_8);
        };
    }

    private static String method(Operation operation) {
        return switch (operation) {
            case CREATE -> "POST";
            case UPDATE -> "PUT";
            case DELETE -> "DELETE";
        };
    }

    private static EntryTemplate template(String type, boolean deleted, boolean slim, boolean withVersion) {
        String resource = deleted ? "" : "\"resource\":" + (slim ? SLIM : resource(type)) + ",";
        String json = (START + resource + END).replace("{type}", type);
        if (!withVersion) {
            json = json.replace("/_history/{version}", "")
                    .replace(",\"etag\":\"W/\\\"{version}\\\"\"", "")
                    .replace("\"versionId\":\"{version}\",", "");
        }
        return new EntryTemplate(json);
    }

    /** The resource of that type in src/test/resources/standin, without its white space. */
    private static String resource(String type) {
        String file = type.equals("Patient") || type.equals("Observation") ? type : "Resource";
        try (InputStream in = EntryRenderer.class.getResourceAsStream("/standin/" + file + ".json")) {
            return new ObjectMapper().readTree(in).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As HAPI writes it: {@code 2026-11-22T02:55:18.841+00:00}. By hand, since a formatter is half of a page's cost. */
    static String time(Instant instant) {
        long millis = instant.toEpochMilli();
        int ofDay = (int) Math.floorMod(millis, 86_400_000L);
        StringBuilder text = new StringBuilder(29);
        text.append(LocalDate.ofEpochDay(Math.floorDiv(millis, 86_400_000L))).append('T');
        digits(text, ofDay / 3_600_000, 10).append(':');
        digits(text, ofDay / 60_000 % 60, 10).append(':');
        digits(text, ofDay / 1000 % 60, 10).append('.');
        return digits(text, ofDay % 1000, 100).append("+00:00").toString();
    }

    private static StringBuilder digits(StringBuilder text, int number, int highest) {
        for (int place = highest; place > 0; place /= 10) {
            text.append((char) ('0' + number / place % 10));
        }
        return text;
    }
}
