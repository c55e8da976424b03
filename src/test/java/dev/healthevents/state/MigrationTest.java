package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;

/** A database that an older version of this program wrote. */
class MigrationTest extends StateTest {

    @Override
    void prepare(String url) throws SQLException {
        Flyway.configure()
                .dataSource(url, null, null)
                .locations("classpath:dev/healthevents/state/" + url.split(":")[1])
                .target("1")
                .load()
                .migrate();
        try (Connection connection = DriverManager.getConnection(url)) {
            connection
                    .createStatement()
                    .executeUpdate("INSERT INTO backlog (source, until, position, known_until)"
                            + " VALUES ('lab', 300, 200, 100)");
            connection
                    .createStatement()
                    .executeUpdate("INSERT INTO dead_letter (id, stage, source, at, reason, entry)"
                            + " VALUES ('a', 'read', 'lab', 300, 'it has no version', '{}')");
            connection
                    .createStatement()
                    .executeUpdate("INSERT INTO outbox (sink, position, event_id, subject, event)"
                            + " VALUES ('file', 7, 'b', 'Patient/1', '{}')");
        }
    }

    @Test
    void aBacklogGoesOnWhereItWasAndIsTakenToHaveBegunThere() {
        assertThat(new Backlogs(database).find("lab")).containsExactly(new Backlog(at(200), at(300), at(200), at(100)));
    }

    @Test
    void deadLettersAreKept() {
        assertThat(new DeadLetters(database).newest(9))
                .containsExactly(new DeadLetter("a", "read", "lab", at(300), "it has no version", "{}"));
    }

    @Test
    void whatWaitsIsDeliveredAndTakenToHaveComeWithTheUpgrade() {
        Outbox outbox = new Outbox(database, "file");
        assertThat(outbox.waitingSince().orElseThrow())
                .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(2));
        assertThat(outbox.first(9)).extracting(OutboxRow::changed).containsOnlyNulls();
        assertThat(outbox.first(9)).extracting(OutboxRow::source).containsOnly("");
        outbox.deliveries().delivered(outbox.first(9));
        assertThat(outbox.first(9)).isEmpty();
    }

    private static Instant at(long millis) {
        return Instant.ofEpochMilli(millis);
    }
}
