package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.HistoryServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Two bridges are started on one PostgreSQL database by mistake, each with a file of its own. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process can't be frozen there")
class TwoBridgesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CHANGES = 50;

    @TempDir
    Path older;

    @TempDir
    Path younger;

    @Test
    void theOlderOneFrozenAndResumedNeitherLosesNorDoublesAnything() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                HistoryServer server = HistoryServer.start();
                BridgeProcess first = start(older, postgres, server)) {
            write(server, "before");
            await().atMost(PATIENCE).until(() -> changes(older).size() == CHANGES && waiting(postgres) == 0);
            first.freeze();
            write(server, "meanwhile");
            try (BridgeProcess refused = start(younger, postgres, server)) {
                await().atMost(PATIENCE).until(() -> !refused.runs());
                assertThat(log(younger)).contains("another process has this database open");
            }
            losesItsConnections(postgres);
            try (BridgeProcess second = start(younger, postgres, server)) {
                await().atMost(PATIENCE).until(() -> changes(younger).size() == CHANGES);
                first.resume();
                write(server, "afterwards");
                await().atMost(PATIENCE).until(() -> changes(younger).size() == 2 * CHANGES);
                await().atMost(PATIENCE).until(() -> log(older).contains("Another bridge has taken the state store"));

                assertThat(second.runs()).isTrue();
                assertThat(Stream.concat(changes(older).stream(), changes(younger).stream()))
                        .containsExactlyInAnyOrderElementsOf(server.history().stream()
                                .map(Announced::expected)
                                .toList());
                assertThat(changes(older)).hasSize(CHANGES);
            }
        }
    }

    private static BridgeProcess start(Path directory, EmbeddedPostgres postgres, HistoryServer server)
            throws IOException {
        return BridgeProcess.start(
                directory,
                "--health-events.state.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--health-events.sources.lab.type=fhir",
                "--health-events.sources.lab.url=" + server.url(),
                "--health-events.sources.lab.start=beginning",
                "--health-events.sinks.file.path=events.ndjson");
    }

    private static void write(HistoryServer server, String when) {
        IntStream.range(0, CHANGES).forEach(i -> server.create("Patient", when + "-" + i));
    }

    private static List<String> changes(Path directory) {
        return Announced.in(directory.resolve("events.ndjson")).stream()
                .map(Announced::change)
                .toList();
    }

    private static String log(Path directory) throws IOException {
        return Files.readString(directory.resolve("bridge.log"));
    }

    private static int waiting(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                ResultSet count = connection.createStatement().executeQuery("SELECT COUNT(*) FROM outbox")) {
            count.next();
            return count.getInt(1);
        }
    }

    /** What a server does to a client that answers no keep-alives any more. */
    private static void losesItsConnections(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
            connection
                    .createStatement()
                    .execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                            + " WHERE application_name = 'health-events'");
        }
    }
}
