package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state of an earlier build, ad0d92e: its bridge read a FHIR server, and one of its two sinks was away. */
class EarlierBuildTest {

    private static final UUID LAST = UUID.fromString("62302809-59d2-5e18-a9ee-49b988a86df6");

    @TempDir
    Path directory;

    private StateDatabase database;

    @BeforeEach
    void open() throws Exception {
        Path file = directory.resolve("health-events.db");
        Files.copy(Path.of("src/test/resources/state/health-events-ad0d92e.sqlite"), file);
        database = StateDatabase.open("jdbc:sqlite:" + file, null, null);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void itsSourceGoesOnWhereItWas() {
        Cursor cursor = new Cursors(database).find("lab").orElseThrow();
        assertThat(cursor.position())
                .isBetween(Instant.parse("2026-11-29T15:44:20Z"), Instant.parse("2026-11-29T15:44:35Z"));
        assertThat(new Backlogs(database).find("lab")).isEmpty();
    }

    @Test
    void whatItAnnouncedIsKnown() {
        SeenIds seen = new SeenIds(database);
        seen.load("lab", Duration.ofMinutes(4));
        assertThat(seen.contains("lab", LAST)).isTrue();
        assertThat(seen.size("lab")).isGreaterThan(60);
    }

    @Test
    void whatWaitsForItsSinksIsDeliveredYet() {
        Outbox outbox = new Outbox(database, "functions");
        assertThat(outbox.first(1_000))
                .hasSize(273)
                .extracting(OutboxRow::eventId)
                .contains(LAST.toString());
        assertThat(new Outbox(database, "file").first(1_000)).isEmpty();
    }
}
