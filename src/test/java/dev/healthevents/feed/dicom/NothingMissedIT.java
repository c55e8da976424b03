package dev.healthevents.feed.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.EventIds;
import dev.healthevents.standin.ChangeFeedRow;
import dev.healthevents.standin.ChangeFeedRow.Action;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.ChangeFeedTransaction;
import dev.healthevents.standin.DicomInstance;
import dev.healthevents.standin.Failure;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * 100,000 rows, of which one in a hundred commits up to 5 s late, with 3,000 of one time, a gap of 10,000 numbers, and one
 * request in twenty that fails: 80,000 as a backlog, 20,000 while they happen.
 */
class NothingMissedIT {

    private static final Duration STEP = Duration.ofMillis(500);
    private static final int STEPS = 40;
    private static final int ROWS_A_STEP = 425;

    private final SteppedClock clock = new SteppedClock(Instant.parse("2026-11-24T12:00:00.123456789Z"));
    private final Random random = new Random(2611);
    private final List<Held> held = new ArrayList<>();
    private long instances;

    private record Held(ChangeFeedTransaction transaction, Instant until) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyRowIsAnnouncedOnceAndNothingElse(int version) throws Exception {
        try (ChangeFeedServer server = ChangeFeedServer.start(0, clock);
                DicomChangeFeed feed = new DicomChangeFeed(
                        DicomFeedSettings.of("pacs", URI.create(server.url(version)), "/workspace"), null, clock)) {
            backlog(server);
            server.failRandomly(
                    0.05,
                    Failure.UNAVAILABLE,
                    Failure.SERVER_ERROR,
                    Failure.CUT_CHUNK,
                    Failure.SHORT_OF_LENGTH,
                    Failure.BAD_JSON,
                    Failure.HTML,
                    Failure.RESET);
            SourceReading reading = new SourceReading(feed);

            reading.begin();
            for (int step = 0; step < STEPS; step++) {
                happens(server, step);
                reading.tail(clock.instant());
                if (step % 30 == 29) {
                    reading.sweep();
                }
            }
            clock.step(Duration.ofSeconds(10));
            commitHeld();
            reading.tail(clock.instant());
            reading.sweep();

            List<ChangeFeedRow> rows = server.rows();
            assertThat(rows).hasSize(100_000);
            assertThat(reading.rejected).isEmpty();
            // Sets, since AssertJ compares lists of 100,000 for minutes.
            Set<UUID> expected = rows.stream()
                    .map(row -> EventIds.dicom("127.0.0.1", 1, row.sequence()))
                    .collect(Collectors.toSet());
            assertThat(reading.announced.keySet().equals(expected)).isTrue();
        }
    }

    /** 80,000 rows of the hour before, some of which took their number or time long before they committed. */
    private void backlog(ChangeFeedServer server) {
        Instant from = clock.instant().minus(Duration.ofHours(1));
        for (int i = 0; i < 80_000; i++) {
            Instant time = from.plusNanos(i * 43_000_000L);
            Duration late = late();
            server.begin(Action.CREATE, List.of(DicomInstance.of(instances++)), time.minus(late))
                    .commit();
        }
    }

    private void happens(ChangeFeedServer server, int step) {
        for (int i = 0; i < ROWS_A_STEP; i++) {
            clock.step(STEP.dividedBy(ROWS_A_STEP));
            ChangeFeedTransaction transaction =
                    server.begin(Action.CREATE, List.of(DicomInstance.of(instances++)), Duration.ZERO);
            Duration late = late();
            if (late.isZero()) {
                transaction.commit();
            } else {
                held.add(new Held(transaction, clock.instant().plus(late)));
            }
        }
        if (step == STEPS / 2) {
            server.delete(LongStream.range(0, 3_000).mapToObj(DicomInstance::of).toList());
            server.skipNumbers(10_000);
        }
        commitHeld();
    }

    private void commitHeld() {
        held.removeIf(row -> {
            boolean due = !row.until().isAfter(clock.instant());
            if (due) {
                row.transaction().commit();
            }
            return due;
        });
    }

    private Duration late() {
        return random.nextInt(100) == 0 ? Duration.ofMillis(random.nextInt(5_000)) : Duration.ZERO;
    }
}
