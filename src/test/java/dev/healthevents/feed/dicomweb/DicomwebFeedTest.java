package dev.healthevents.feed.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.FeedRestoredException;
import dev.healthevents.feed.Window;
import dev.healthevents.standin.dicomweb.DicomwebArchive;
import dev.healthevents.standin.dicomweb.DicomwebServer;
import dev.healthevents.standin.dicomweb.Habit;
import dev.healthevents.state.Leftovers;
import dev.healthevents.state.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomwebFeedTest {

    private static final String TODAY = Days.text(LocalDate.now(ZoneOffset.UTC));
    private static final String LONG_AGO = "20010203";

    @TempDir
    static Path directory;

    private static StateDatabase database;

    private final DicomwebArchive archive = new DicomwebArchive();
    private final DicomwebServer server = new DicomwebServer(archive, Set.of(Habit.NO_CONTENT, Habit.NOT_FOUND));
    private DicomwebReader reader;

    @BeforeAll
    static void openState() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
    }

    @AfterAll
    static void closeState() {
        database.close();
    }

    @BeforeEach
    void open() {
        reader = new DicomwebReader(database, "pacs", server.url());
    }

    @AfterEach
    void close() {
        reader.close();
        Leftovers.remove(database, Leftovers.Kind.SOURCE, "pacs");
        server.close();
    }

    private void store(int study, String date, int from, int to) {
        for (int i = from; i <= to; i++) {
            archive.store("1." + study, date, "1." + study + ".1", "1." + study + ".1." + i);
        }
    }

    private void announceAll() throws FeedException {
        reader.close();
        reader = new DicomwebReader(database, "pacs", DicomwebReader.settings("pacs", server.url(), "", 1));
        reader.begin();
    }

    private static String image(int study, int image) {
        return "1." + study + "/1." + study + ".1/1." + study + ".1." + image;
    }

    @Test
    void whatWasThereBeforeIsNotAnnounced() throws FeedException {
        store(1, TODAY, 1, 3);
        store(2, LONG_AGO, 1, 3);
        reader.begin().looks(5);
        assertThat(reader.announced).isEmpty();
    }

    @Test
    void aNewImageIsAnnouncedAtTheNextLook() throws FeedException {
        store(1, TODAY, 1, 3);
        reader.begin().looks(3);
        store(1, TODAY, 4, 4);
        store(2, TODAY, 1, 1);
        reader.look();
        assertThat(reader.announced).containsExactlyInAnyOrder("+ " + image(1, 4), "+ " + image(2, 1));
    }

    @Test
    void aStudyThatGrowsIsAnnouncedAsItGrowsEachImageOnce() throws FeedException {
        reader.begin();
        for (int i = 0; i < 20; i++) {
            store(1, TODAY, 100 * i + 1, 100 * i + 100);
            reader.look();
            assertThat(reader.announced).hasSize(100 * i + 100).doesNotHaveDuplicates();
        }
    }

    @Test
    void moreThanFitsIntoOneLookFollowsAtTheNextOnes() throws FeedException {
        reader.begin();
        store(1, TODAY, 1, 12_000);
        reader.look();
        assertThat(reader.feed().hasMore()).isTrue();
        reader.looks(2);
        assertThat(reader.announced).hasSize(12_000).doesNotHaveDuplicates();
    }

    @Test
    void aDeletedStudyIsAnnouncedForEachOfItsImagesAndOnlyAfterASecondLook() throws FeedException {
        store(1, TODAY, 1, 3);
        store(2, TODAY, 1, 300);
        reader.begin().looks(2);
        archive.delete("1.1");
        reader.look();
        assertThat(reader.announced).isEmpty();
        reader.looks(3);
        assertThat(reader.announced)
                .containsExactlyInAnyOrder("- " + image(1, 1), "- " + image(1, 2), "- " + image(1, 3));
    }

    @Test
    void anImageThatIsOnlyMissingForOnceIsNotDeleted() throws FeedException {
        store(1, TODAY, 1, 3);
        reader.begin().looks(2);
        archive.delete("1.1", "1.1.1", "1.1.1.2");
        reader.look();
        store(1, TODAY, 2, 2);
        reader.looks(5);
        assertThat(reader.announced).isEmpty();
    }

    @Test
    void anArchiveThatIsEmptyForOnceLosesNothing() throws FeedException {
        for (int study = 1; study <= 20; study++) {
            store(study, TODAY, 1, 20);
        }
        reader.begin().looks(2);
        server.empty(true);
        reader.look();
        server.empty(false);
        reader.looks(10);
        assertThat(reader.announced).isEmpty();
    }

    @Test
    void anArchiveThatStaysEmptyStopsTheSource() throws FeedException {
        for (int study = 1; study <= 20; study++) {
            store(study, study % 2 == 0 ? TODAY : LONG_AGO, 1, 20);
        }
        reader.begin().looks(5);
        server.empty(true);
        assertThatThrownBy(() -> reader.looks(10))
                .isInstanceOf(FeedRestoredException.class)
                .hasMessageContaining("more than a tenth at once")
                .hasMessageContaining("health-events.sources.pacs.epoch to 2");
        assertThat(reader.announced).isEmpty();
    }

    @Test
    void whatIsGoneIsAnnouncedOnceTheOperatorSaysSo() throws FeedException {
        for (int study = 1; study <= 20; study++) {
            store(study, LONG_AGO, 1, 20);
        }
        reader.begin().looks(5);
        for (int study = 1; study <= 10; study++) {
            archive.delete("1." + study);
        }
        reader.restart(DicomwebReader.settings("pacs", server.url(), null, 2)).looks(10);
        assertThat(reader.announced).hasSize(200).allMatch(event -> event.startsWith("- "));
        assertThatThrownBy(() -> reader.restart(DicomwebReader.settings("pacs", server.url(), null, 1)))
                .hasMessageContaining("2 has begun already");
    }

    @Test
    void aFewStudiesThatAServerForgetsForAWhileAreNotDeleted() throws FeedException {
        store(1, TODAY, 1, 3);
        for (int study = 2; study <= 20; study++) {
            store(study, LONG_AGO, 1, 20);
        }
        reader.begin().looks(3);
        server.empty(true);
        reader.looks(8);
        server.empty(false);
        reader.looks(3);
        assertThat(reader.announced).isEmpty();
    }

    @Test
    void whatIsImportedWithAnOldDateIsFoundWhenTheArchiveIsGoneThrough() throws FeedException {
        store(1, LONG_AGO, 1, 3);
        reader.begin().looks(5);
        store(1, LONG_AGO, 4, 4);
        store(2, LONG_AGO, 1, 1);
        reader.look();
        assertThat(reader.announced).isEmpty();
        reader.pass(Duration.ofMinutes(2));
        reader.looks(3);
        assertThat(reader.announced).containsExactlyInAnyOrder("+ " + image(1, 4), "+ " + image(2, 1));
    }

    @Test
    void aSwapThatNoCountTellsIsFoundWhenTheArchiveIsGoneThrough() throws FeedException {
        store(1, LONG_AGO, 1, 30);
        reader.begin().looks(5);
        archive.delete("1.1", "1.1.1", "1.1.1.2");
        store(1, LONG_AGO, 31, 31);
        reader.pass(Duration.ofMinutes(2));
        reader.looks(8);
        assertThat(reader.announced).containsExactlyInAnyOrder("+ " + image(1, 31), "- " + image(1, 2));
    }

    @Test
    void aStudyThatSomebodyNamesIsLookedAtAtOnceWhateverItsDate() throws FeedException {
        store(1, LONG_AGO, 1, 3);
        reader.begin().looks(5);
        store(1, LONG_AGO, 4, 4);
        reader.feed().lookAt("1.1");
        reader.feed().lookAt("1.2");
        reader.look();
        assertThat(reader.announced).containsExactly("+ " + image(1, 4));
        store(2, LONG_AGO, 1, 1);
        reader.look();
        assertThat(reader.announced).hasSize(2);
    }

    @Test
    void fromTheBeginningEverythingIsAnnouncedAlsoOverARestart() throws FeedException {
        for (int study = 1; study <= 400; study++) {
            store(study, LONG_AGO, 1, 20);
        }
        announceAll();
        reader.look();
        assertThat(reader.announced.size()).isBetween(1, 8_000);
        reader.restart();
        for (int i = 0; i < 100 && reader.feed().hasMore(); i++) {
            reader.look();
        }
        assertThat(reader.announced).hasSize(8_000).doesNotHaveDuplicates();
    }

    @Test
    void aWindowThatFailsIsFoundAgainWithTheSameIds() throws FeedException {
        reader.begin();
        store(1, TODAY, 1, 3);
        var failed = reader.lookOnly();
        store(0, TODAY, 1, 1);
        reader.look();
        assertThat(reader.events)
                .hasSize(4)
                .containsAll(failed.events().stream()
                        .map(event -> reader.events.stream()
                                .filter(other -> other.id().equals(event.id()))
                                .findFirst()
                                .orElseThrow())
                        .toList());
        assertThat(reader.announced).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    void aStudyThatCannotBeListedDoesNotHoldUpTheOthers() throws FeedException {
        reader.begin();
        server.broken("1.1");
        store(1, TODAY, 1, 1);
        store(2, TODAY, 1, 1);
        reader.looks(3);
        assertThat(reader.announced).containsExactly("+ " + image(2, 1));
        server.broken("");
        reader.pass(Duration.ofMinutes(1));
        reader.looks(2);
        assertThat(reader.announced).contains("+ " + image(1, 1));
    }

    @Test
    void anIdleLookTakesTwoRequests() throws FeedException {
        for (int study = 1; study <= 50; study++) {
            store(study, study % 2 == 0 ? TODAY : LONG_AGO, 1, 2);
        }
        reader.begin().looks(10);
        int before = server.requests();
        reader.looks(10);
        assertThat(server.requests() - before).isEqualTo(20);
    }

    @Test
    void aClosedWindowTellsWhatWasFoundInIt() throws FeedException {
        store(1, TODAY, 1, 3);
        reader.begin();
        Instant from = Instant.now().minusSeconds(1);
        store(2, TODAY, 1, 2);
        reader.look();
        var read = reader.feed().read(new Window(from, Instant.now().plusSeconds(1)), 10);
        assertThat(new HashSet<>(read.events())).isEqualTo(new HashSet<>(reader.events));
        assertThat(reader.feed()
                        .read(new Window(from.minusSeconds(60), from), 10)
                        .events())
                .isEmpty();
    }
}
