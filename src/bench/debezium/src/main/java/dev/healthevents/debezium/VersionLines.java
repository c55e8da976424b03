package dev.healthevents.debezium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A line for each version, forced to the disk batch by batch. A version's row has no FHIR id, so it is joined with its resource's
 * row, which may come later; and HAPI writes each version's row twice.
 */
final class VersionLines {

    private record Version(long resource, long number, boolean deleted) {}

    private final FileChannel file;
    private final Map<Long, String> resources = new HashMap<>();
    private final Map<Long, Long> told = new HashMap<>();
    private final Map<Long, List<Version>> waiting = new HashMap<>();
    private final StringBuilder lines = new StringBuilder();

    VersionLines(Path file) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void write(List<SourceRecord> rows) {
        for (SourceRecord row : rows) {
            Struct after = row.value() instanceof Struct value && value.schema().field("after") != null
                    ? value.getStruct("after")
                    : null;
            if (after == null) {
                continue;
            }
            if (row.topic().endsWith("hfj_resource")) {
                resource(after);
            } else {
                version(after);
            }
        }
        flush();
    }

    private void resource(Struct row) {
        long resource = row.getInt64("res_id");
        String type = row.getString("res_type");
        String id = row.getString("fhir_id");
        if (id != null && resources.putIfAbsent(resource, type + "\",\"resourceFhirId\":\"" + id) == null) {
            List<Version> held = waiting.remove(resource);
            if (held != null) {
                held.forEach(this::line);
            }
        }
    }

    private void version(Struct row) {
        Version version =
                new Version(row.getInt64("res_id"), row.getInt64("res_ver"), row.get("res_deleted_at") != null);
        if (told.getOrDefault(version.resource, 0L) >= version.number) {
            return;
        }
        told.put(version.resource, version.number);
        if (resources.containsKey(version.resource)) {
            line(version);
        } else {
            waiting.computeIfAbsent(version.resource, any -> new ArrayList<>()).add(version);
        }
    }

    private void line(Version version) {
        String operation = version.deleted ? "Deleted" : version.number == 1 ? "Created" : "Updated";
        lines.append("{\"type\":\"Microsoft.HealthcareApis.FhirResource")
                .append(operation)
                .append("\",\"data\":{\"resourceType\":\"")
                .append(resources.get(version.resource))
                .append("\",\"resourceVersionId\":")
                .append(version.number)
                .append("}}\n");
    }

    private void flush() {
        if (lines.isEmpty()) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        lines.setLength(0);
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
