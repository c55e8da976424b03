package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.Backlogs;
import dev.healthevents.state.Cursors;
import dev.healthevents.state.Replays;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that begins now, at a server that takes three seconds to be known. */
class StartNowTest {

    private static final Instant KNOWN = Instant.parse("2026-11-29T08:00:03Z");
    private static final Duration CONTACT = Duration.ofSeconds(3);
    private static final SourceSettings SETTINGS = new SourceSettings(
            "lab",
            "fhir",
            SourceSettings.Start.NOW,
            null,
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            Duration.ofMinutes(2),
            Duration.ofHours(1),
            1_000,
            WakeSecret.NONE);

    @TempDir
    Path directory;

    private final ScriptedFeed feed = new ScriptedFeed();
    private final Source source = new Source(SETTINGS, () -> feed, Clock.systemUTC());
    private StateDatabase database;
    private State state;

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
    void aChangeMadeDuringTheFirstContactIsNew() throws Exception {
        HealthEvent change = at(KNOWN.minusSeconds(1));

        Progress progress = begin(change);

        assertThat(progress.cursor().position()).isBefore(change.time());
        assertThat(known(change)).isFalse();
    }

    @Test
    void aChangeMadeBeforeTheFirstContactIsKnown() throws Exception {
        HealthEvent change = at(KNOWN.minus(CONTACT).minusSeconds(1));

        begin(change);

        assertThat(known(change)).isTrue();
    }

    private Progress begin(HealthEvent there) throws Exception {
        feed.then(window -> new WindowRead(window, List.of(there), List.of(), KNOWN, 1));
        long asked = source.clock().count();
        return new SourceStart(source, state, feed).begin(KNOWN, asked, asked - CONTACT.toMillis());
    }

    private boolean known(HealthEvent event) {
        WindowTransaction window = state.begin("lab");
        return window.contains(event.id());
    }

    private static HealthEvent at(Instant time) {
        HealthEvent event = Events.created("Patient", "late");
        return new HealthEvent(event.id(), event.source(), event.kind(), event.subject(), time, event.data());
    }
}
