package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.delivery.SetClock;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.WindowTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Mockito;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class WindowLogTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final SetClock clock = new SetClock(NOON);
    private final WindowLog log = new WindowLog("lab", clock);

    @Test
    void theFirstWindowIsToldAtOnce(CapturedOutput output) {
        window(3);

        assertThat(lines(output)).isEqualTo(1);
        assertThat(output).contains("lab: 3 new, 0 repeats, 0 dead letters in 2026-03-01T12:00:00Z..");
    }

    @Test
    void whatFollowsWithinAMinuteIsToldTogether(CapturedOutput output) {
        window(1);
        for (int second = 0; second < 59; second++) {
            clock.advance(Duration.ofSeconds(1));
            window(2);
        }
        assertThat(lines(output)).isEqualTo(1);

        clock.advance(Duration.ofSeconds(1));
        log.look();

        assertThat(output).contains("lab: 118 new, 0 repeats, 0 dead letters in 59 windows, the last ");
    }

    @Test
    void whereNothingHappensNothingIsTold(CapturedOutput output) {
        window(1);
        clock.advance(Duration.ofMinutes(5));
        log.look();

        assertThat(lines(output)).isEqualTo(1);
    }

    @Test
    void whatIsNotToldYetIsToldAtTheEnd(CapturedOutput output) {
        window(1);
        window(4);
        log.close();

        assertThat(output).contains("lab: 4 new");
    }

    private void window(int events) {
        WindowTransaction transaction = Mockito.mock(WindowTransaction.class);
        Mockito.when(transaction.settled()).thenReturn(Set.of(UUID.randomUUID()));
        log.window(
                new WindowRead(Window.openFrom(NOON), List.of(), List.of(), NOON, events),
                events,
                transaction,
                1_000_000);
    }

    private static long lines(CapturedOutput output) {
        return output.getOut().lines().filter(line -> line.contains("lab: ")).count();
    }
}
