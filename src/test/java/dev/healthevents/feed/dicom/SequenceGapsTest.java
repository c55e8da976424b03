package dev.healthevents.feed.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.standin.ChangeFeedRow.Action;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.ChangeFeedTransaction;
import dev.healthevents.standin.DicomInstance;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Version 1 of the API, where numbers are missing: for good, or for now. */
class SequenceGapsTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final SteppedClock clock = new SteppedClock(NOON);
    private ChangeFeedServer server;
    private DicomChangeFeed feed;

    @BeforeEach
    void start() throws IOException {
        server = ChangeFeedServer.start(0, clock);
        feed = new DicomChangeFeed(DicomFeedSettings.of("pacs", URI.create(server.url(1)), "/workspace"), null, clock);
    }

    @AfterEach
    void stop() throws IOException {
        feed.close();
        server.close();
    }

    @Test
    void rowsBehindAGapOfTenThousandAreRead() throws FeedException {
        server.create(DicomInstance.of(1));
        server.skipNumbers(10_000);
        server.create(DicomInstance.of(2));

        assertThat(tail()).extracting(HealthEvent::data).hasSize(2);
    }

    @Test
    void aFeedWhoseFirstNumberIsHighIsReadFromItsFirstRowWithoutCrossingAllNumbers() throws FeedException {
        server.skipNumbers(2_000_000);
        server.create(DicomInstance.of(1));
        server.skipNumbers(10_000);
        server.create(DicomInstance.of(2));

        assertThat(feed.oldest(NOON.plusSeconds(60))).isEqualTo(NOON.minusSeconds(30));
        assertThat(tail()).hasSize(2);
        assertThat(server.requests()).hasSizeLessThan(4_000);
    }

    @Test
    void aRowBeforeTheFirstOneIsFoundBySweepsWhenItCommits() throws FeedException {
        server.skipNumbers(100_000);
        ChangeFeedTransaction late = server.begin(Action.CREATE, List.of(DicomInstance.of(1)));
        server.skipNumbers(1_000);
        server.create(DicomInstance.of(2));
        assertThat(tail()).hasSize(1);

        clock.step(Duration.ofSeconds(20));
        late.commit();

        assertThat(sweep()).hasSize(2);
    }

    @Test
    void aGapIsNotCrossedAgainAtEachLook() throws FeedException {
        server.create(DicomInstance.of(1));
        server.skipNumbers(10_000);
        server.create(DicomInstance.of(2));
        tail();
        int asked = server.requests().size();

        for (int look = 0; look < 9; look++) {
            clock.step(Duration.ofMillis(500));
            tail();
        }

        assertThat(server.requests().size() - asked).isLessThan(3 * 9);
    }

    @Test
    void anOldGapIsNeverCrossedAgain() throws FeedException {
        server.create(DicomInstance.of(1));
        server.skipNumbers(10_000);
        server.create(DicomInstance.of(2));
        tail();
        clock.step(Duration.ofMinutes(10));
        sweep();
        int asked = server.requests().size();

        clock.step(Duration.ofSeconds(15));
        sweep();
        tail();

        assertThat(server.requests().size() - asked).isLessThan(5);
    }

    @Test
    void aRowWhoseNumberWasPassedOverIsFoundWhenItCommits() throws FeedException {
        ChangeFeedTransaction late = server.begin(Action.CREATE, List.of(DicomInstance.of(1)));
        server.create(DicomInstance.of(2));
        assertThat(tail()).hasSize(1);

        clock.step(Duration.ofMillis(500));
        late.commit();

        assertThat(tail()).hasSize(2);
    }

    @Test
    void aBulkDeleteWhoseNumbersWerePassedOverIsFoundBySweepsWhenItCommits() throws FeedException {
        server.fill(50, NOON.minusSeconds(90), NOON.minusSeconds(60));
        ChangeFeedTransaction late = server.begin(
                Action.DELETE,
                LongStream.range(0, 3_000).mapToObj(DicomInstance::of).toList());
        server.create(DicomInstance.of(5_000));
        tail();
        sweep();

        clock.step(Duration.ofSeconds(20));
        server.create(DicomInstance.of(5_001));
        late.commit();

        assertThat(sweep()).hasSize(3_051);
    }

    @Test
    void aWindowFarBackIsFoundByBisection() throws FeedException {
        server.fill(50_000, NOON.minusSeconds(500_000), NOON);
        Window window = new Window(NOON.minusSeconds(300_000), NOON.minusSeconds(299_000));

        assertThat(feed.read(window, 1_000).events()).hasSize(100);
        assertThat(server.requests()).hasSizeLessThan(25);
    }

    @Test
    void aWindowIsFoundByBisectionAcrossGaps() throws FeedException {
        server.fill(5_000, NOON.minusSeconds(5_000), NOON.minusSeconds(4_000));
        server.skipNumbers(10_000);
        server.fill(5_000, NOON.minusSeconds(2_000), NOON);

        assertThat(feed.read(new Window(NOON.minusSeconds(4_100), NOON.minusSeconds(1_900)), 1_000)
                        .events())
                .hasSize(500 + 250);
    }

    @ParameterizedTest
    @CsvSource({"4800, 25", "6200, -29"})
    void aRowUpToHalfAMinuteOutOfOrderIsInTheWindowOfItsTime(int odd, int seconds) throws FeedException {
        for (int i = 0; i < 10_000; i++) {
            Instant time = NOON.minusMillis(1_000_000 - i * 100).plusSeconds(i == odd ? seconds : 0);
            server.begin(Action.CREATE, List.of(DicomInstance.of(i)), time).commit();
        }

        WindowRead read = feed.read(new Window(NOON.minusSeconds(500), NOON.minusSeconds(400)), 10_000);

        assertThat(read.events()).hasSize(1_001);
    }

    private List<HealthEvent> tail() throws FeedException {
        return feed.read(Window.openFrom(clock.instant().minusSeconds(2)), 10).events();
    }

    private List<HealthEvent> sweep() throws FeedException {
        return feed.read(new Window(clock.instant().minusSeconds(120), clock.instant()), 10_000)
                .events();
    }
}
