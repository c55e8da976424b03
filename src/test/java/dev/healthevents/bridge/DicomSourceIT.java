package dev.healthevents.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.healthevents.standin.ChangeFeedRow;
import dev.healthevents.standin.ChangeFeedRow.Action;
import dev.healthevents.standin.ChangeFeedServer;
import dev.healthevents.standin.ChangeFeedTransaction;
import dev.healthevents.standin.DicomInstance;
import dev.healthevents.standin.Failure;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change feed of a DICOM service, by both versions of its API, through the whole bridge. */
class DicomSourceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PAST = 5_000;

    @TempDir
    Path directory;

    private ChangeFeedServer server;
    private Bridge bridge;
    private long instances = 1_000_000;

    @BeforeEach
    void start() throws IOException {
        server = ChangeFeedServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        bridge.close();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyRowIsAnnouncedOnceAndNothingElse(int version) {
        past();
        server.failRandomly(
                0.05,
                Failure.UNAVAILABLE,
                Failure.SERVER_ERROR,
                Failure.CUT_CHUNK,
                Failure.BAD_JSON,
                Failure.HTML,
                Failure.RESET);
        bridge(version).start();
        List<ChangeFeedTransaction> late = new ArrayList<>();
        for (int step = 0; step < 20; step++) {
            late.add(server.begin(Action.CREATE, List.of(instance())));
            LongStream.range(0, 50).forEach(i -> server.create(instance()));
            rest(Duration.ofMillis(200));
        }
        bridge.close();
        // Of one time each, among them some that are given their numbers while nobody reads.
        server.update(known(0, 300));
        late.remove(0).commit();
        server.skipNumbers(10_000);
        bridge.start();
        server.delete(known(0, 250));
        late.forEach(ChangeFeedTransaction::commit);
        LongStream.range(0, 50).forEach(i -> server.create(instance()));

        awaitTruth();
        await().during(Duration.ofSeconds(3)).until(() -> announced().size() == truth().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aStartAtNowAnnouncesWhatIsNewOrSurfacesLateAndNothingElse(int version) {
        past();
        // The service tells its time in whole seconds.
        server.begin(Action.CREATE, List.of(instance()), Duration.ofSeconds(3)).commit();
        ChangeFeedTransaction late = server.begin(Action.CREATE, List.of(instance()), Duration.ofSeconds(20));
        bridge(version).set("health-events.sources.lab.start", "now").start();
        awaitUpToDate();
        ChangeFeedRow created = server.create(instance());
        ChangeFeedRow deleted = server.delete(known(0, 1)).get(0);
        late.commit();

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(announced())
                        .containsExactlyInAnyOrder(
                                AnnouncedImage.expected(created),
                                AnnouncedImage.expected(deleted),
                                AnnouncedImage.expected(late.rows().get(0))));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aRestoredFeedStopsUntilANewEpochAndThenOnlyWhatIsNewIsAnnouncedUnderNewIds(int version) {
        past();
        bridge(version).start();
        ChangeFeedRow young = server.create(instance());
        ChangeFeedRow lost = server.create(instance());
        awaitTruth();
        List<AnnouncedImage> before = AnnouncedImage.in(bridge.file());
        server.restore(young.sequence());
        ChangeFeedRow again = server.create(instance());
        assertThat(again.sequence()).isEqualTo(lost.sequence());

        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("stopped"));
        await().during(Duration.ofSeconds(2))
                .until(() -> bridge.source().state().equals("stopped"));
        assertThat(bridge.source().lastError())
                .contains("went backwards", "set health-events.sources.lab.epoch to 2 and restart");
        bridge.close();
        bridge.start();
        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("stopped"));
        bridge.close();
        assertThat(AnnouncedImage.in(bridge.file())).isEqualTo(before);

        bridge.set("health-events.sources.lab.epoch", "2").start();
        ChangeFeedRow live = server.create(instance());
        await().atMost(PATIENCE).until(() -> announced().contains(AnnouncedImage.expected(live)));
        // A sweep reads the last two minutes again, in which all but the past was announced.
        await().during(Duration.ofSeconds(3)).until(() -> true);
        List<AnnouncedImage> after = AnnouncedImage.in(bridge.file());
        after = after.subList(before.size(), after.size());
        assertThat(after)
                .extracting(AnnouncedImage::change)
                .containsExactlyInAnyOrder(AnnouncedImage.expected(again), AnnouncedImage.expected(live));
        assertThat(after)
                .extracting(AnnouncedImage::id)
                .doesNotContainAnyElementsOf(
                        before.stream().map(AnnouncedImage::id).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aReplayBringsTheSameIdsAgain(int version) {
        past();
        bridge(version).start();
        awaitTruth();
        List<ChangeFeedRow> rows = server.rows();
        Instant from = rows.get(1_000).timestamp();
        Instant to = rows.get(3_000).timestamp();
        List<AnnouncedImage> first = AnnouncedImage.in(bridge.file());
        ReplayApi replays = new ReplayApi(bridge.port());
        replays.awaitState(replays.begin(from, to, ", \"rate\": 100000"), "done");
        await().atMost(PATIENCE).until(() -> announced().size() >= PAST + 2_000);

        List<AnnouncedImage> again =
                AnnouncedImage.in(bridge.file()).subList(PAST, announced().size());
        assertThat(again)
                .containsExactlyInAnyOrderElementsOf(first.stream()
                        .filter(image -> isBetween(image, 1_000, 3_000))
                        .toList());
    }

    @Test
    void aTokenThatIsNoLongerTakenIsToldAndANewOneGoesOnWithoutLoss() {
        server.requireToken("first-token");
        bridge(2)
                .set("health-events.sources.lab.auth.type", "bearer")
                .set("health-events.sources.lab.auth.token", "first-token")
                .start();
        server.create(instance());
        awaitTruth();
        server.requireToken("second-token");
        server.create(instance());

        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("retrying"));
        assertThat(bridge.source().lastError())
                .contains("/v2/changefeed answered 401", "check the credentials under `auth`")
                .doesNotContain("token");
        bridge.close();
        bridge.set("health-events.sources.lab.auth.token", "second-token").start();
        awaitTruth();
    }

    @Test
    void aRowThatIsNotUnderstoodIsADeadLetterAndTheOthersAreAnnounced() {
        bridge(2).start();
        awaitUpToDate();
        ChangeFeedTransaction transaction = server.begin(Action.CREATE, List.of(instance(), instance(), instance()));
        server.unknownAction(transaction.rows().get(1), "Archive");
        transaction.commit();

        await().atMost(PATIENCE).until(() -> announced().size() == 2);
        assertThat(announced())
                .containsExactly(
                        AnnouncedImage.expected(transaction.rows().get(0)),
                        AnnouncedImage.expected(transaction.rows().get(2)));
        assertThat(bridge.get("/api/status"))
                .containsPattern("\"name\":\"lab\",\"type\":\"dicom\".*\"events\":2,.*\"deadLettered\":1,");
    }

    private Bridge bridge(int version) {
        bridge = new Bridge(directory, server.url(version))
                .set("health-events.sources.lab.type", "dicom")
                .set("health-events.sources.lab.sweep-interval", "1s");
        return bridge;
    }

    private void past() {
        Instant now = Instant.now();
        server.fill(PAST, now.minus(Duration.ofHours(1)), now.minus(Duration.ofMinutes(3)));
    }

    private DicomInstance instance() {
        return DicomInstance.of(instances++);
    }

    private static List<DicomInstance> known(long from, long to) {
        return LongStream.range(from, to).mapToObj(DicomInstance::of).toList();
    }

    private void awaitUpToDate() {
        await().atMost(PATIENCE).until(() -> bridge.source().state().equals("up-to-date"));
    }

    private List<String> announced() {
        return AnnouncedImage.in(bridge.file()).stream()
                .map(AnnouncedImage::change)
                .toList();
    }

    private List<String> truth() {
        return server.rows().stream().map(AnnouncedImage::expected).toList();
    }

    private void awaitTruth() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(announced().stream().sorted().toList())
                        .isEqualTo(truth().stream().sorted().toList()));
    }

    private static boolean isBetween(AnnouncedImage image, int from, int to) {
        long sequence = Long.parseLong(image.change().split(" ")[0]);
        return sequence > from && sequence <= to;
    }

    private static void rest(Duration time) {
        await().pollDelay(time).until(() -> true);
    }
}
