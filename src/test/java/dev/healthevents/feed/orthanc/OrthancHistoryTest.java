package dev.healthevents.feed.orthanc;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OrthancHistoryTest {

    private static final int HISTORIES = 10_000;
    private static final Logger SOURCES = (Logger) LoggerFactory.getLogger("dev.healthevents.sources");

    @BeforeAll
    static void hush() {
        SOURCES.setLevel(Level.WARN);
    }

    @AfterAll
    static void speak() {
        SOURCES.setLevel(null);
    }

    /** Of each image the last event says whether it is there, and those before make sense one after the other. */
    @Test
    void whateverHappensEventsTellOfEachImageWhatOrthancHolds() throws Exception {
        for (long seed = 0; seed < HISTORIES; seed++) {
            assertThat(new OrthancHistory(seed).run()).as("history " + seed).isEmpty();
        }
    }
}
