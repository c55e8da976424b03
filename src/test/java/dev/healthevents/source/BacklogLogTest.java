package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.SetClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class BacklogLogTest {

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private final SetClock clock = new SetClock(Instant.parse("2026-03-01T12:00:00Z"));
    private final Pace pace = new Pace(clock, FROM, FROM.plus(Duration.ofHours(100)), FROM);
    private final BacklogLog log = new BacklogLog("lab", clock);

    @Test
    void everyTenSecondsALineTellsTheProgress(CapturedOutput output) {
        for (int second = 1; second <= 25; second++) {
            clock.advance(Duration.ofSeconds(1));
            pace.reached(FROM.plus(Duration.ofHours(second)), 1_000);
            log.read(pace);
        }

        assertThat(output.getOut().lines().filter(line -> line.contains("of the backlog")))
                .hasSize(2)
                .first()
                .asString()
                .endsWith("lab: 10.0 % of the backlog is read, up to 2026-01-01T10:00:00Z; 1000 events/s, 1 min left.");
    }

    @Test
    void theEndIsTold(CapturedOutput output) {
        log.done(FROM);

        assertThat(output.getOut()).contains("lab: the backlog is read, all before 2026-01-01T00:00:00Z.");
    }
}
