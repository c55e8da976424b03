package dev.healthevents.feed.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.standin.ChangeFeedRow.Action;
import dev.healthevents.standin.ChangeFeedServer;
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
import org.junit.jupiter.params.provider.ValueSource;

/** A database that was restored from a backup gives numbers again that it gave before. */
class RestoredFeedTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final SteppedClock clock = new SteppedClock(NOON);
    private ChangeFeedServer server;
    private DicomChangeFeed feed;

    @BeforeEach
    void start() throws IOException {
        server = ChangeFeedServer.start(0, clock);
        server.fill(1_000, NOON.minusSeconds(1_000), NOON);
    }

    @AfterEach
    void stop() throws IOException {
        feed.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isNoticedBeforeANumberThatIsGivenAgainIsTakenForARepeat(int version) throws FeedException {
        feed = feed(version, 1, null);
        tail();
        server.restore(900);
        clock.step(Duration.ofMillis(500));
        server.create(DicomInstance.of(1));

        assertThatThrownBy(this::tail)
                .isInstanceOf(FeedRestoredException.class)
                .hasMessageContainingAll("row 1000", "set health-events.sources.pacs.epoch to 2 and restart");
        assertThatThrownBy(this::tail).isInstanceOf(FeedRestoredException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void isNoticedByTheNextReaderEvenIfThereAreMoreRowsThanBefore(int version) throws FeedException {
        feed = feed(version, 1, null);
        tail();
        KnownRow known = KnownRow.parse(feed.mark().orElseThrow());
        feed.close();
        server.restore(900);
        clock.step(Duration.ofHours(1));
        server.fill(500, NOON.plusSeconds(60), NOON.plusSeconds(3_600));

        feed = feed(version, 1, known);

        assertThatThrownBy(feed::serverTime).isInstanceOf(FeedRestoredException.class);
        assertThatThrownBy(this::tail).isInstanceOf(FeedRestoredException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anEmptyFeedIsNoticed(int version) throws FeedException {
        feed = feed(version, 1, null);
        tail();
        server.restore(0);

        assertThatThrownBy(feed::serverTime)
                .isInstanceOf(FeedRestoredException.class)
                .hasMessageContaining("it is empty");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void afterANewEpochTheSameNumberIsAnotherEvent(int version) throws FeedException {
        feed = feed(version, 1, null);
        HealthEvent before = tail().get(0);
        KnownRow known = KnownRow.parse(feed.mark().orElseThrow());
        feed.close();
        server.restore(999);
        clock.step(Duration.ofMillis(500));
        server.create(DicomInstance.of(1));

        feed = feed(version, 2, known);
        List<HealthEvent> after = tail();

        assertThat(after).extracting(HealthEvent::id).isNotEmpty().doesNotContain(before.id());
        assertThat(KnownRow.parse(feed.mark().orElseThrow()).epoch()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFeedThatIsOnlyOutOfOrderIsNotTakenForARestoredOne(int version) throws FeedException {
        feed = feed(version, 1, null);
        var late = server.begin(Action.CREATE, List.of(DicomInstance.of(2_000)), Duration.ofSeconds(-2));
        server.begin(
                        Action.DELETE,
                        LongStream.range(0, 300).mapToObj(DicomInstance::of).toList(),
                        Duration.ofSeconds(1))
                .commit();
        tail();
        late.commit();

        assertThat(tail()).hasSizeGreaterThan(300);
        assertThatCode(feed::serverTime).doesNotThrowAnyException();
    }

    @Test
    void theMarkIsTheRowWithTheHighestNumber() throws FeedException {
        feed = feed(2, 1, null);
        tail();

        assertThat(feed.mark()).contains("1 1000 " + server.rows().get(999).timestamp());
    }

    private List<HealthEvent> tail() throws FeedException {
        return feed.read(Window.openFrom(clock.instant().minusSeconds(2)), 10).events();
    }

    private DicomChangeFeed feed(int version, int epoch, KnownRow known) {
        return new DicomChangeFeed(
                new DicomFeedSettings(
                        "pacs",
                        URI.create(server.url(version)),
                        "127.0.0.1",
                        "/workspace",
                        200,
                        epoch,
                        SubjectPartition.ALWAYS,
                        HttpLimits.DEFAULT,
                        Authorization.none()),
                known,
                clock);
    }
}
