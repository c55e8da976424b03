package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.SilentFeedException;
import dev.healthevents.source.SourceSettings.Start;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A history that keeps silent, looked at each time that it is asked to be. */
@ExtendWith(OutputCaptureExtension.class)
class SilenceWatchTest {

    private static final String REASON = "it does not tell of Patient/1";

    private final List<Instant> looks = new ArrayList<>();
    private final ScriptedFeed feed = new ScriptedFeed() {
        @Override
        public void lookForSilence(Instant from, Instant to) throws FeedException {
            looks.add(from);
            if (silent) {
                throw new SilentFeedException(REASON);
            }
        }
    };
    private boolean silent = true;
    private Source source;
    private SilenceWatch watch;

    @BeforeEach
    void watch() {
        SourceSettings settings = new SourceSettings(
                "lab",
                "fhir",
                Start.NOW,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofSeconds(15),
                1_000,
                WakeSecret.NONE);
        source = new Source(settings, () -> feed, Clock.systemUTC());
        watch = new SilenceWatch(source, feed, Duration.ZERO);
    }

    @Test
    void theAlarmIsLoggedOnceAndStaysInTheStatus(CapturedOutput output) throws Exception {
        watch.look();
        source.status().olderFailed(null);
        watch.look();

        assertThat(source.status().lastError()).isEqualTo(REASON);
        assertThat(output.getOut().split(REASON, -1)).hasSize(2);
    }

    @Test
    void itStaysUntilTheSameStretchIsToldOf() throws Exception {
        watch.look();
        watch.look();
        assertThat(looks.get(1)).isEqualTo(looks.get(0));
        silent = false;
        watch.look();

        assertThat(source.status().lastError()).isNull();
    }

    @Test
    void aChangeThatTheHistoryTellsOfEndsIt() throws Exception {
        watch.look();
        source.status().followed(1);
        watch.look();

        assertThat(source.status().lastError()).isNull();
        assertThat(looks).hasSize(1);
    }

    @Test
    void whatABacklogBringsIsNoSignThatTheHistoryTellsOfWhatHappensNow() throws Exception {
        source.status().counted(1_000, 0, 0, 0);
        watch.look();

        assertThat(looks).hasSize(1);
    }
}
