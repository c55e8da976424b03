package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CursorsTest extends StateTest {

    private void save(String source, Cursor cursor) {
        database.write(connection -> {
            Cursors.save(connection, source, cursor);
            return null;
        });
    }

    @Test
    void aSourceThatWasNeverReadHasNone() {
        assertThat(new Cursors(database).find("lab")).isEmpty();
    }

    @Test
    void theLastOneCountsAfterARestart() {
        save("lab", cursorAt(NOON));
        save("lab", cursorAt(NOON.plusSeconds(1)));
        save("pharmacy", cursorAt(NOON.plusSeconds(2)));
        restart();

        assertThat(new Cursors(database).find("lab")).contains(cursorAt(NOON.plusSeconds(1)));
    }

    @Test
    void itIsKeptToTheMillisecond() {
        Instant time = Instant.parse("1969-12-31T23:59:59.001Z");
        save("lab", new Cursor(time, Instant.EPOCH, time.plusMillis(1), time.plusMillis(2)));

        assertThat(new Cursors(database).find("lab"))
                .contains(new Cursor(time, Instant.EPOCH, time.plusMillis(1), time.plusMillis(2)));
    }

    @Test
    void whatIsKnownOfClocksIsKept() {
        HeardClocks clocks =
                new HeardClocks(Duration.ofMillis(90_001), Duration.ofMillis(-2), Duration.ofMillis(3), 4L);
        Cursor cursor = new Cursor(NOON, NOON, NOON, NOON, NOON, NOON, NOON, clocks);
        save("lab", cursor);

        assertThat(new Cursors(database).find("lab")).contains(cursor);
    }
}
