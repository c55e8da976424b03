package dev.healthevents.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BacklogsTest extends StateTest {

    private static final Backlog MONTH = Backlog.begin(NOON.minus(Duration.ofDays(30)), NOON, NOON.minusSeconds(9));

    private void save(String source, Backlog backlog) {
        database.write(connection -> {
            Backlogs.save(connection, source, backlog);
            return null;
        });
    }

    @Test
    void whatWasReadOfItCountsAfterARestartAndItsBeginningIsStillKnown() {
        Instant reached = NOON.minus(Duration.ofDays(3));
        save("lab", MONTH);
        save("lab", MONTH.at(reached));
        restart();

        assertThat(new Backlogs(database).find("lab")).containsExactly(MONTH.at(reached));
        assertThat(MONTH.at(reached).began()).isEqualTo(MONTH.began());
    }

    @Test
    void theOldestComesFirstAndEachSourceHasItsOwn() {
        Backlog later = Backlog.begin(NOON, NOON.plusSeconds(60), NOON);
        save("lab", later);
        save("lab", MONTH);
        save("pharmacy", MONTH);

        assertThat(new Backlogs(database).find("lab")).containsExactly(MONTH, later);
    }

    @Test
    void whatIsDoneIsForgotten() {
        save("lab", MONTH);
        save("lab", MONTH.at(NOON));

        assertThat(new Backlogs(database).find("lab")).isEmpty();
    }
}
