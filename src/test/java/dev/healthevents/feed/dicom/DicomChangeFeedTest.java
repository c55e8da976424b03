package dev.healthevents.feed.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.DicomImageData;
import dev.healthevents.event.EventIds;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import dev.healthevents.feed.http.Authorization;
import dev.healthevents.feed.http.HttpLimits;
import dev.healthevents.standin.ChangeFeedCasing;
import dev.healthevents.standin.ChangeFeedRow;
import dev.healthevents.standin.ChangeFeedRow.Action;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.DicomInstance;
import dev.healthevents.standin.Failure;
import dev.healthevents.standin.Request;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The reader against a service that keeps to Microsoft's rules. */
class DicomChangeFeedTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private final SteppedClock clock = new SteppedClock(NOON.plusNanos(123_456_700));
    private ChangeFeedServer server;
    private DicomChangeFeed feed;

    @BeforeEach
    void start() throws IOException {
        server = ChangeFeedServer.start(0, clock);
    }

    @AfterEach
    void stop() throws IOException {
        if (feed != null) {
            feed.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void eachActionIsItsEvent(int version) throws FeedException {
        DicomInstance image = DicomInstance.of(5);
        server.create(image);
        server.update(List.of(image));
        server.delete(List.of(image));

        assertThat(open(version).events())
                .extracting(HealthEvent::kind)
                .containsExactly(
                        HealthEventType.DICOM_IMAGE_CREATED,
                        HealthEventType.DICOM_IMAGE_UPDATED,
                        HealthEventType.DICOM_IMAGE_DELETED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anEventSaysWhatTheRowSays(int version) throws FeedException {
        DicomInstance image = DicomInstance.of(5);
        server.create(image);

        assertThat(open(version).events())
                .containsExactly(new HealthEvent(
                        EventIds.dicom("127.0.0.1", 1, 1),
                        "/workspace",
                        HealthEventType.DICOM_IMAGE_CREATED,
                        "127.0.0.1/v1/partitions/Microsoft.Default/studies/" + image.study() + "/series/"
                                + image.series() + "/instances/" + image.sop(),
                        NOON.plusNanos(123_456_700),
                        new DicomImageData(
                                "Microsoft.Default", image.study(), image.series(), image.sop(), "127.0.0.1", 1)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anEmptyStoreHasNothingYet(int version) throws FeedException {
        WindowRead read = open(version);

        assertThat(read.events()).isEmpty();
        assertThat(read.serverTime()).isBetween(NOON.minusSeconds(30), NOON);
        assertThat(feed.mark()).isEmpty();
        assertThat(feed.oldest(NOON)).isEqualTo(NOON);
    }

    @ParameterizedTest
    @EnumSource
    void everyCasingIsRead(ChangeFeedCasing casing) throws FeedException {
        server.casing(casing);
        server.create(DicomInstance.of(1));
        server.delete(List.of(DicomInstance.of(1)));

        assertThat(open(2).events()).hasSize(2);
    }

    @Test
    void timesOfADatabaseInAnotherZoneAreTheSameTimes() throws FeedException {
        server.databaseZone(ZoneOffset.ofHoursMinutes(-3, -30));
        server.delete(List.of(DicomInstance.of(1)));

        assertThat(open(2).events()).extracting(HealthEvent::time).containsExactly(NOON.plusNanos(123_456_700));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void threeThousandRowsOfOneTimeAreAllRead(int version) throws FeedException {
        server.delete(LongStream.range(0, 3_000).mapToObj(DicomInstance::of).toList());

        assertThat(open(version).events()).hasSize(3_000).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void pagesThatAreCutShortAreReadOn(int version) throws FeedException {
        server.fill(450, NOON.minusSeconds(10), NOON);
        server.mostRows(37);

        assertThat(open(version).events()).hasSize(450);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aClosedWindowHoldsWhatIsWithinItAndNothingElse(int version) throws FeedException {
        server.fill(1_000, NOON.minusSeconds(1_000), NOON);
        Window window = new Window(NOON.minusSeconds(300), NOON.minusSeconds(100));

        WindowRead read = feed(version).read(window, 1_000);

        assertThat(read.events())
                .hasSize(200)
                .allSatisfy(event -> assertThat(event.time())
                        .isBetween(window.from(), window.to().minusNanos(100)));
        assertThat(read.entries()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aClosedWindowWithMoreThanItsLimitIsTooLarge(int version) throws FeedException {
        server.fill(1_000, NOON.minusSeconds(1_000), NOON);
        DicomChangeFeed reader = feed(version);

        assertThatThrownBy(() -> reader.read(new Window(NOON.minusSeconds(300), NOON.minusSeconds(100)), 199))
                .isInstanceOf(WindowTooLargeException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void eventsComeInTheOrderOfTheirNumbers(int version) throws FeedException {
        server.begin(Action.CREATE, List.of(DicomInstance.of(1)), Duration.ofSeconds(1))
                .commit();
        server.begin(Action.DELETE, List.of(DicomInstance.of(1)), Duration.ofSeconds(2))
                .commit();

        assertThat(open(version).events())
                .extracting(HealthEvent::kind)
                .containsExactly(HealthEventType.DICOM_IMAGE_CREATED, HealthEventType.DICOM_IMAGE_DELETED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void theOldestTimeIsAtOrBeforeTheFirstRow(int version) throws FeedException {
        server.skipNumbers(1_000);
        server.fill(300, NOON.minusSeconds(1_000), NOON);

        assertThat(feed(version).oldest(NOON)).isBetween(NOON.minusSeconds(1_031), NOON.minusSeconds(1_000));
    }

    @Test
    void metadataIsNeverAskedFor() throws FeedException {
        server.create(DicomInstance.of(1));
        open(2);
        feed(1).read(Window.openFrom(NOON.minusSeconds(60)), 10);

        assertThat(server.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.query()).contains("includeMetadata=false"));
    }

    @Test
    void anOpenWindowIsAskedForWithAnEndSoThatNoWriterWaitsForIt() throws FeedException {
        open(2);

        assertThat(server.requests())
                .filteredOn(request -> request.path().equals("/v2/changefeed"))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.query()).contains("endTime=2026-11-24T12:00:0"));
    }

    @Test
    void anOpenWindowHoldsRowsOfADatabaseWhoseClockIsAhead() throws FeedException {
        server.begin(Action.CREATE, List.of(DicomInstance.of(1)), NOON.plusSeconds(120))
                .commit();

        assertThat(open(2).events()).hasSize(1);
    }

    @Test
    void smallerPagesAreAskedForWhereTheServiceRefusesLargeOnes() throws FeedException {
        server.fill(450, NOON.minusSeconds(10), NOON);
        DicomFeedSettings large = new DicomFeedSettings(
                "pacs",
                URI.create(server.url(2)),
                "host",
                "/workspace",
                500,
                1,
                SubjectPartition.NEVER,
                HttpLimits.DEFAULT,
                Authorization.none());
        feed = new DicomChangeFeed(large, null, clock);

        assertThat(feed.read(Window.openFrom(NOON.minusSeconds(60)), 10).events())
                .hasSize(450);
        assertThat(server.requests()).extracting(Request::query).anyMatch(query -> query.contains("limit=200"));
    }

    @Test
    void theServicesOwnWordsAreInTheError() {
        server.failNext(Failure.UNAVAILABLE, 3);

        assertThatThrownBy(() -> feed(2).serverTime())
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("503 (The data store operation failed.)");
    }

    @Test
    void aUrlWithoutAVersionIsReadByTheNewestThatAnswers() throws FeedException {
        server.create(DicomInstance.of(1));
        feed = new DicomChangeFeed(settings(server.url(), SubjectPartition.ALWAYS), null, clock);

        feed.serverTime();

        assertThat(feed.capabilities()).contains("/v2: change feed v2");
    }

    @Test
    void aUrlWithoutAVersionOfAServiceThatKnowsTheFirstOnlyIsReadByThat() throws FeedException {
        server.versionOneOnly();
        server.create(DicomInstance.of(1));
        feed = new DicomChangeFeed(settings(server.url(), SubjectPartition.ALWAYS), null, clock);

        assertThat(feed.read(Window.openFrom(NOON.minusSeconds(60)), 10).events())
                .hasSize(1);
        assertThat(feed.capabilities()).contains("/v1: change feed v1");
    }

    @Test
    void aUrlThatLeadsToNoChangeFeedIsAnErrorThatSaysWhatToDo() {
        feed = new DicomChangeFeed(settings(server.url() + "/elsewhere", SubjectPartition.ALWAYS), null, clock);

        assertThatThrownBy(feed::serverTime).isInstanceOf(FeedException.class).hasMessageContaining("set `url`");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theSubjectNamesThePartitionWhereTheServiceHasThem(boolean enabled) throws FeedException {
        if (enabled) {
            server.partitions();
        }
        ChangeFeedRow row = server.create(DicomInstance.of(1));
        feed = new DicomChangeFeed(settings(server.url(2), SubjectPartition.WHEN_ENABLED), null, clock);

        assertThat(feed.read(Window.openFrom(NOON.minusSeconds(60)), 10).events())
                .extracting(HealthEvent::subject)
                .containsExactly("127.0.0.1/v1" + (enabled ? "/partitions/Microsoft.Default" : "") + "/studies/"
                        + row.instance().study() + "/series/" + row.instance().series() + "/instances/"
                        + row.instance().sop());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRowIsInTheFirstLookAfterItCommittedAtWhateverFractionOfASecond(int version) throws FeedException {
        server.fill(100, NOON.minusSeconds(10), NOON);
        SourceReading reading = new SourceReading(feed(version));
        reading.begin();
        for (int look = 0; look < 20; look++) {
            clock.step(Duration.ofMillis(437));
            ChangeFeedRow row = server.create(DicomInstance.of(1_000 + look));
            clock.step(Duration.ofMillis(63));
            reading.tail(clock.instant());

            assertThat(reading.announced).containsKey(EventIds.dicom("127.0.0.1", 1, row.sequence()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void anIdleLookCostsTwoRequestsAtTheMost(int version) throws FeedException {
        server.fill(1_000, NOON.minusSeconds(1_000), NOON.minusSeconds(100));
        SourceReading reading = new SourceReading(feed(version));
        reading.begin();
        reading.tail(clock.instant());
        int asked = server.requests().size();
        for (int look = 0; look < 10; look++) {
            clock.step(Duration.ofMillis(500));
            reading.tail(clock.instant());
        }

        assertThat(server.requests().size() - asked).isLessThanOrEqualTo(20);
    }

    private WindowRead open(int version) throws FeedException {
        return feed(version).read(Window.openFrom(NOON.minusSeconds(60)), 10);
    }

    private DicomChangeFeed feed(int version) {
        if (feed != null) {
            feed.close();
        }
        feed = new DicomChangeFeed(settings(server.url(version), SubjectPartition.ALWAYS), null, clock);
        return feed;
    }

    private static DicomFeedSettings settings(String url, SubjectPartition partition) {
        return new DicomFeedSettings(
                "pacs",
                URI.create(url),
                "127.0.0.1",
                "/workspace",
                200,
                1,
                partition,
                HttpLimits.DEFAULT,
                Authorization.none());
    }
}
