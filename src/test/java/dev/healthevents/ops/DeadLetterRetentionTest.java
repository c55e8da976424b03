package dev.healthevents.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.SetClock;
import dev.healthevents.state.DeadLetter;
import dev.healthevents.state.DeadLetters;
import dev.healthevents.state.Retention;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeadLetterRetentionTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String ONE = "6b1f0f3e-2c1d-4f0b-8f5e-0f9f4a1f7a01";
    private static final String OTHER = "6b1f0f3e-2c1d-4f0b-8f5e-0f9f4a1f7a02";

    @TempDir
    Path directory;

    private final SetClock clock = new SetClock(NOON);
    private StateDatabase database;
    private DeadLetters letters;
    private DeadLetterRetention retention;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        letters = new DeadLetters(database);
        retention = new DeadLetterRetention(letters, Duration.ofDays(30), clock);
    }

    @AfterEach
    void close() {
        retention.destroy();
        database.close();
    }

    @Test
    void aDeadLetterIsKeptUntilItsTimeIsOver() {
        kept(ONE);
        clock.advance(Duration.ofDays(30));

        retention.giveUp();

        assertThat(letters.newest(9)).hasSize(1);
    }

    @Test
    void oneWhoseTimeIsOverIsGivenUp() {
        kept(ONE);
        clock.advance(Duration.ofDays(30).plusMillis(1));
        kept(OTHER);

        retention.giveUp();

        assertThat(letters.newest(9)).extracting(DeadLetter::id).containsExactly(OTHER);
    }

    private void kept(String id) {
        WindowTransaction window = new WindowTransaction(database, new SeenIds(database), "lab");
        window.add(new DeadLetter(id, DeadLetter.READ, "lab", clock.instant(), "it has no version", "{}"));
        window.commit(Retention.ALL);
    }
}
