package dev.healthevents.debezium;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Captures the two tables of a HAPI FHIR JPA server that tell type, id, version and operation, into a file. Arguments: port and database
 * of a PostgreSQL on this machine, the file, {@code initial} or {@code no_data} as {@code snapshot.mode}, and
 * {@code poll.interval.ms}, or {@code -} for Debezium's own default. It runs until it is killed.
 */
public final class HapiCapture {

    private HapiCapture() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[2]);
        Files.createDirectories(file.getParent());
        Properties settings = settings(arguments[0], arguments[1], file, arguments[3]);
        if (!arguments[4].equals("-")) {
            settings.setProperty("poll.interval.ms", arguments[4]);
        }
        VersionLines lines = new VersionLines(file);
        DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(
                        ChangeEventFormat.of(Connect.class))
                .using(settings)
                .notifying(
                        (List<RecordChangeEvent<SourceRecord>> batch,
                                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) -> {
                            lines.write(batch.stream()
                                    .map(RecordChangeEvent::record)
                                    .toList());
                            for (RecordChangeEvent<SourceRecord> event : batch) {
                                committer.markProcessed(event);
                            }
                            committer.markBatchFinished();
                        })
                .using((success, message, error) -> {
                    if (error != null) {
                        error.printStackTrace();
                    }
                    System.exit(success ? 0 : 1);
                })
                .build();
        engine.run();
    }

    private static Properties settings(String port, String database, Path file, String snapshot) {
        Properties settings = new Properties();
        settings.setProperty("name", "hapi");
        settings.setProperty("topic.prefix", "hapi");
        settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
        settings.setProperty("database.hostname", "127.0.0.1");
        settings.setProperty("database.port", port);
        settings.setProperty("database.user", "postgres");
        settings.setProperty("database.password", "postgres");
        settings.setProperty("database.dbname", database);
        settings.setProperty("plugin.name", "pgoutput");
        settings.setProperty("slot.name", "debezium");
        settings.setProperty("publication.autocreate.mode", "filtered");
        settings.setProperty("snapshot.mode", snapshot);
        settings.setProperty("table.include.list", "public.hfj_resource,public.hfj_res_ver");
        settings.setProperty(
                "column.include.list",
                "public.hfj_resource.(res_id|res_type|fhir_id),public.hfj_res_ver.(pid|res_id|res_ver|res_deleted_at)");
        // Without it the versions of a resource come in any order.
        settings.setProperty("snapshot.select.statement.overrides", "public.hfj_res_ver");
        settings.setProperty(
                "snapshot.select.statement.overrides.public.hfj_res_ver",
                "SELECT pid, res_id, res_ver, res_deleted_at FROM public.hfj_res_ver ORDER BY pid");
        settings.setProperty("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
        settings.setProperty(
                "offset.storage.file.filename", file.resolveSibling("offsets").toString());
        return settings;
    }
}
