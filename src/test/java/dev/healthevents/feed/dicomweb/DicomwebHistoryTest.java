package dev.healthevents.feed.dicomweb;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.healthevents.state.StateDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DicomwebHistoryTest {

    /** More of them by hand: {@code -Ddicomweb.histories=500}. */
    private static final int HISTORIES = Integer.getInteger("dicomweb.histories", 5);

    private static final Logger SOURCES = (Logger) LoggerFactory.getLogger("dev.healthevents.sources");

    @TempDir
    static Path directory;

    @BeforeAll
    static void hush() {
        SOURCES.setLevel(Level.ERROR);
    }

    @AfterAll
    static void speak() {
        SOURCES.setLevel(null);
    }

    /** No image is told twice, none is deleted that was not told, and in the end all are told that are there. */
    @Test
    void whateverHappensEventsTellOfEachImageOnceAndOfEachDeleteOnce() throws Exception {
        try (StateDatabase database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null)) {
            for (long seed = 0; seed < HISTORIES; seed++) {
                assertThat(new DicomwebHistory(seed).run(database))
                        .as("history " + seed)
                        .isEmpty();
            }
        }
    }
}
