package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.Backlogs;
import dev.healthevents.state.Cursors;
import dev.healthevents.state.Replays;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a backlog is over that was read to its last window. */
class BacklogEndTest {

    private static final Instant NOW = Instant.parse("2026-11-29T08:00:00Z");

    @TempDir
    Path directory;

    private StateDatabase database;
    private State state;
    private Source source;
    private Progress progress;
    private SourceBacklog backlog;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        state = new State(
                database,
                new Cursors(database),
                new Backlogs(database),
                new Replays(database),
                new SeenIds(database),
                new PartBytes(1 << 20));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void whereEveryVersionIsListedItIsOverAtOnce() throws Exception {
        begin(true);

        readOn();

        assertThat(progress.backlog()).isEmpty();
        assertThat(state.backlogs().find("lab")).isEmpty();
    }

    @Test
    void whereOnlyTheNewestIsListedItIsThereUntilWhatBecameNewMeanwhileIsRead() throws Exception {
        begin(false);

        readOn();

        assertThat(progress.unannouncedSince()).isBefore(NOW);
        assertThat(state.backlogs().find("lab")).hasSize(1);
    }

    @Test
    void aSweepThatBeganBeforeDoesNotEndIt() throws Exception {
        begin(false);
        progress.sweptAsOf(source.clock().count() - 1);

        readOn();

        assertThat(progress.backlog()).isPresent();
    }

    @Test
    void aSweepThatBeganAfterwardsEndsIt() throws Exception {
        begin(false);
        readOn();
        progress.sweptAsOf(source.clock().count() + 1);

        readOn();

        assertThat(progress.backlog()).isEmpty();
        assertThat(state.backlogs().find("lab")).isEmpty();
    }

    private void readOn() throws Exception {
        while (backlog.step()) {
            // One window after the other.
        }
    }

    private void begin(boolean everyVersion) throws Exception {
        SourceSettings settings = new SourceSettings(
                "lab",
                "fhir",
                SourceSettings.Start.AT,
                NOW.minus(Duration.ofHours(1)),
                Duration.ofMillis(20),
                Duration.ofSeconds(1),
                Duration.ofMinutes(2),
                Duration.ofHours(1),
                1_000,
                WakeSecret.NONE);
        ScriptedFeed feed = new Newest(everyVersion);
        feed.then(window -> new WindowRead(window, List.of(), List.of(), NOW, 0));
        source = new Source(settings, () -> feed, Clock.systemUTC());
        long asked = source.clock().count();
        progress = new SourceStart(source, state, feed).begin(NOW, asked, asked);
        source.status().begun(progress);
        WindowCommits commits = new WindowCommits(
                source, state, progress, new RecentEvents(), (events, window) -> {}, Clock.systemUTC());
        backlog = new SourceBacklog(source, feed, progress, commits, new DirectExecutor(), Clock.systemUTC());
    }

    private static final class Newest extends ScriptedFeed {

        private final boolean everyVersion;

        Newest(boolean everyVersion) {
            this.everyVersion = everyVersion;
        }

        @Override
        public boolean showsEveryVersion() {
            return everyVersion;
        }

        @Override
        public boolean readsClosedWindows() {
            return true;
        }
    }
}
