package dev.healthevents.feed.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.FeedException;
import dev.healthevents.standin.dicomweb.DicomwebArchive;
import dev.healthevents.standin.dicomweb.DicomwebServer;
import dev.healthevents.standin.dicomweb.Habit;
import dev.healthevents.state.StateDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DicomwebHabitsTest {

    @TempDir
    static Path directory;

    private static final AtomicInteger SOURCES = new AtomicInteger();
    private static StateDatabase database;

    private final DicomwebArchive archive = new DicomwebArchive();
    private final Set<String> expected = new TreeSet<>();

    @BeforeAll
    static void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
    }

    @AfterAll
    static void close() {
        database.close();
    }

    private void store(int study, int images, boolean announced, boolean undated) {
        String today = Days.text(LocalDate.now(ZoneOffset.UTC).minusDays(study % 4));
        String date = study % 2 == 0 ? today : undated && study % 5 == 0 ? null : "2001020" + study % 10;
        for (int i = 1; i <= images; i++) {
            String series = "1." + study + "." + i % 6;
            // The same SOP Instance UID under two series are two images.
            String sop = "9." + study + "." + i / 2;
            archive.store("1." + study, date, series, sop);
            if (announced) {
                expected.add("+ 1." + study + "/" + series + "/" + sop);
            }
        }
    }

    private void delete(int study) {
        archive.images().stream()
                .filter(image -> image.startsWith("1." + study + "/"))
                .forEach(image -> expected.add("- " + image));
        archive.delete("1." + study);
    }

    @ParameterizedTest
    @EnumSource
    void whateverAServerDoesItsImagesAreTold(Habit habit) throws FeedException {
        tell(EnumSet.of(habit));
    }

    @ParameterizedTest
    @EnumSource
    void alsoTogetherWithPagesThatMoveAndAreCapped(Habit habit) throws FeedException {
        tell(EnumSet.of(habit, Habit.NEWEST_FIRST, Habit.CAPS, Habit.NO_CONTENT));
    }

    private void tell(Set<Habit> habits) throws FeedException {
        for (int study = 1; study <= 20; study++) {
            store(study, study, false, habits.contains(Habit.UNDATED_STUDIES));
        }
        try (DicomwebServer server = new DicomwebServer(archive, habits);
                DicomwebReader reader =
                        new DicomwebReader(database, "pacs" + SOURCES.incrementAndGet(), server.url())) {
            reader.begin().looks(10);
            assertThat(reader.announced).isEmpty();
            for (int study = 21; study <= 28; study++) {
                store(study, 25, true, habits.contains(Habit.UNDATED_STUDIES));
            }
            reader.looks(2);
            delete(4);
            delete(7);
            reader.pass(Duration.ofMinutes(2));
            for (int i = 0; i < 100 && reader.announced.size() < expected.size(); i++) {
                reader.look();
                reader.pass(Duration.ofSeconds(10));
            }
            assertThat(new TreeSet<>(reader.announced)).isEqualTo(expected);
            assertThat(reader.announced).doesNotHaveDuplicates();
        }
    }
}
