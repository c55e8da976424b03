package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Settled;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.state.Backlog;
import dev.healthevents.state.Backlogs;
import dev.healthevents.state.Cursor;
import dev.healthevents.state.Cursors;
import dev.healthevents.state.Outbox;
import dev.healthevents.state.OutboxEvent;
import dev.healthevents.state.Replay;
import dev.healthevents.state.ReplayRequest;
import dev.healthevents.state.Replays;
import dev.healthevents.state.SeenIds;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.WindowTransaction;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows whose events are larger together than may be in memory, and crashes between their parts. */
class WindowPartsTest {

    private static final Instant FROM = Events.TIME;
    private static final Instant NOW = FROM.plus(Duration.ofDays(400));
    private static final Duration LATENESS = Duration.ofMinutes(2);
    private static final int EVENT_BYTES = 100_000;
    private static final int PART_BYTES = 1 << 20;
    private static final List<HealthEvent> EVENTS = IntStream.range(0, 50)
            .mapToObj(i -> Events.created("Patient", "p" + i))
            .map(event -> at(event, FROM))
            .toList();
    private static final Window WINDOW = new Window(FROM, FROM.plusMillis(1));
    private static final SourceSettings SETTINGS = new SourceSettings(
            "lab",
            "fhir",
            SourceSettings.Start.NOW,
            null,
            Duration.ofMillis(20),
            Duration.ofSeconds(1),
            LATENESS,
            Duration.ofHours(1),
            1_000,
            WakeSecret.NONE);

    @TempDir
    Path directory;

    private final ScriptedFeed feed = new ScriptedFeed();
    private final List<Integer> partBytes = new ArrayList<>();
    private int crashAfter = Integer.MAX_VALUE;
    private Source source;
    private StateDatabase database;
    private State state;
    private Outbox outbox;

    @BeforeEach
    void open() {
        database = StateDatabase.open("jdbc:sqlite:" + directory.resolve("state.db"), null, null);
        // An eighth of it: the smallest part there is.
        state = new State(
                database,
                new Cursors(database),
                new Backlogs(database),
                new Replays(database),
                new SeenIds(database),
                new PartBytes(8L * PART_BYTES));
        outbox = new Outbox(database, "file");
        state.seen().load("lab", SETTINGS.retention());
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void restart() {
        database.close();
        crashAfter = Integer.MAX_VALUE;
        open();
    }

    private static HealthEvent at(HealthEvent event, Instant time) {
        return new HealthEvent(event.id(), event.source(), event.kind(), event.subject(), time, event.data());
    }

    private static WindowRead read(Window window, List<HealthEvent> events) {
        return new WindowRead(window, events, List.of(), NOW, events.size());
    }

    /** What the bundled routes do, with events that have grown on the way. */
    private void announce(List<HealthEvent> events, WindowTransaction window) {
        int bytes = 0;
        for (HealthEvent event : events) {
            if (window.announce(event.id())) {
                if (--crashAfter < 0) {
                    throw new IllegalStateException("the process ends here");
                }
                window.append(outbox, new OutboxEvent(event.id().toString(), event.subject(), new byte[EVENT_BYTES]));
                bytes += EVENT_BYTES;
            }
        }
        partBytes.add(bytes);
    }

    private WindowCommits commits(Progress progress) {
        return new WindowCommits(source, state, progress, new RecentEvents(), this::announce, Clock.systemUTC());
    }

    private Progress progress(Cursor cursor, Backlog... backlogs) {
        WindowTransaction begin = state.begin("lab");
        begin.save(cursor);
        List.of(backlogs).forEach(begin::save);
        begin.commit(NOW, List.of(), Instant.EPOCH);
        return stored();
    }

    private Progress stored() {
        source = new Source(SETTINGS, () -> feed, Clock.systemUTC());
        source.clock().heard(NOW);
        return new Progress(
                LATENESS,
                feed::behind,
                true,
                source.clock(),
                new Settled(source.clock(), LATENESS, null, source.clock().count()),
                state.cursors().find("lab").orElseThrow(),
                source.clock().count(),
                state.backlogs().find("lab"));
    }

    /** As a sweep that came to its end at that time. */
    private void swept(WindowCommits commits, Instant time) {
        source.clock().heard(time);
        commits.swept(new Settled.Stretch(time, time, source.clock().count(), time), time);
    }

    private static Cursor cursor(Instant position) {
        return new Cursor(position, Instant.EPOCH, position, position, position, position, Instant.EPOCH);
    }

    private List<String> announced() {
        return database.read(connection -> {
            List<String> ids = new ArrayList<>();
            try (ResultSet row =
                    connection.createStatement().executeQuery("SELECT event_id FROM outbox ORDER BY position")) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        });
    }

    private static List<String> all() {
        return EVENTS.stream().map(event -> event.id().toString()).toList();
    }

    private static Backlog backlog() {
        return Backlog.begin(FROM, FROM.plusSeconds(3_600), FROM);
    }

    @Test
    void aWindowIsCommittedInPartsInOrderAndItsPositionWithTheLast() throws Exception {
        Progress progress = progress(cursor(NOW), backlog());
        Announced announced =
                commits(progress).commit(read(WINDOW, EVENTS), backlog().at(WINDOW.to()));

        assertThat(partBytes).hasSizeGreaterThan(4).allMatch(bytes -> bytes < PART_BYTES + EVENT_BYTES);
        assertThat(announced()).isEqualTo(all());
        assertThat(announced).isEqualTo(new Announced(50, FROM));
        assertThat(stored().backlog().orElseThrow().position()).isEqualTo(WINDOW.to());
    }

    @Test
    void manyWindowsAtOnceShareWhatThereIs() {
        PartBytes bytes = new PartBytes(512L << 20);
        bytes.begin();
        assertThat(bytes.ofOnePart()).isEqualTo(16L << 20);
        for (int window = 1; window < 32; window++) {
            bytes.begin();
        }

        assertThat(bytes.ofOnePart()).isEqualTo(2L << 20);
    }

    @Test
    void afterACrashBetweenPartsABacklogAnnouncesTheRest() throws Exception {
        Progress progress = progress(cursor(NOW), backlog());
        crashAfter = 25;
        assertThatThrownBy(() ->
                        commits(progress).commit(read(WINDOW, EVENTS), backlog().at(WINDOW.to())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(announced()).hasSizeBetween(10, 25);
        restart();
        Backlog stored = stored().backlog().orElseThrow();
        assertThat(stored.position()).isEqualTo(FROM);
        // Meanwhile others commit and forget, and the window is another one.
        Progress again = stored();
        swept(commits(again), NOW.plusSeconds(3_600));
        Window wider = new Window(FROM, FROM.plusSeconds(60));
        commits(again).commit(read(wider, EVENTS), stored.at(wider.to()));

        assertThat(announced()).isEqualTo(all());
    }

    @Test
    void theIdsOfABacklogThatWentOnAreNotKept() throws Exception {
        Progress progress = progress(cursor(NOW), backlog());
        WindowCommits commits = commits(progress);
        commits.commit(read(WINDOW, EVENTS), backlog().at(WINDOW.to()));
        swept(commits, NOW.plusSeconds(60));

        assertThat(state.seen().size("lab")).isZero();
    }

    @Test
    void afterACrashBetweenPartsTheTailAnnouncesTheRest() throws Exception {
        Progress progress = progress(cursor(FROM));
        crashAfter = 25;
        Window open = Window.openFrom(FROM);
        assertThatThrownBy(() -> commits(progress)
                        .commit(read(open, EVENTS), NOW, source.clock().count(), Optional.empty()))
                .isInstanceOf(IllegalStateException.class);
        restart();
        assertThat(stored().cursor().position()).isEqualTo(FROM);
        commits(stored()).commit(read(open, EVENTS), NOW, source.clock().count(), Optional.empty());

        assertThat(announced()).isEqualTo(all());
    }

    @Test
    void alsoWhereWhatItWasAtHasBecomeABacklogMeanwhile() throws Exception {
        List<HealthEvent> events =
                EVENTS.stream().map(event -> at(event, FROM.plusSeconds(600))).toList();
        WindowRead read = new WindowRead(Window.openFrom(FROM), events, List.of(), FROM.plusSeconds(601), 50);
        Progress progress = progress(cursor(FROM));
        crashAfter = 25;
        assertThatThrownBy(() -> commits(progress)
                        .commit(read, FROM.plusSeconds(601), source.clock().count(), Optional.empty()))
                .isInstanceOf(IllegalStateException.class);
        restart();
        source = new Source(SETTINGS, () -> feed, Clock.systemUTC());
        long asked = source.clock().count();
        Progress days = new SourceStart(source, state, feed).begin(NOW, asked, asked);
        Backlog backlog = days.backlog().orElseThrow();
        WindowCommits commits = commits(days);
        // What was certain before is passed, and all is forgotten that nobody needs.
        Backlog passed = backlog.at(FROM.plusSeconds(300));
        commits.commit(read(new Window(backlog.position(), passed.position()), List.of()), passed);
        swept(commits, NOW);
        commits.commit(
                read(new Window(passed.position(), passed.until()), events),
                days.backlog().orElseThrow().at(passed.until()));

        assertThat(announced()).isEqualTo(all());
    }

    @Test
    void afterACrashBetweenPartsASweepAnnouncesTheRest() throws Exception {
        Progress progress = progress(cursor(FROM.plusSeconds(60)));
        crashAfter = 25;
        assertThatThrownBy(() -> commits(progress).commit(read(WINDOW, EVENTS)))
                .isInstanceOf(IllegalStateException.class);
        restart();
        commits(stored()).commit(read(WINDOW, EVENTS));

        assertThat(announced()).isEqualTo(all());
    }

    @Test
    void afterACrashBetweenPartsAReplaySendsTheRest() throws Exception {
        Replay replay = Replay.begin(
                NOW, new ReplayRequest("lab", FROM, FROM.plusSeconds(1), List.of(), List.of("file"), 50_000));
        state.replays().insert(replay);
        feed.then(window -> read(window, EVENTS));
        crashAfter = 25;
        assertThatThrownBy(() -> replaying().step(replay)).isInstanceOf(IllegalStateException.class);
        assertThat(announced()).hasSizeBetween(10, 25);
        restart();
        Replay moved = replaying().step(state.replays().open("lab").orElseThrow());

        assertThat(announced()).isEqualTo(all());
        assertThat(moved.state()).isEqualTo(Replay.State.DONE);
        assertThat(moved.events()).isEqualTo(50);
        assertThat(remembered()).isZero();
    }

    @Test
    void whatAReplayHasSentOfAWindowIsNotRememberedOnceItIsCancelled() {
        Replay replay = Replay.begin(
                NOW, new ReplayRequest("lab", FROM, FROM.plusSeconds(1), List.of(), List.of("file"), 50_000));
        state.replays().insert(replay);
        feed.then(window -> read(window, EVENTS));
        crashAfter = 25;
        assertThatThrownBy(() -> replaying().step(replay)).isInstanceOf(IllegalStateException.class);
        assertThat(remembered()).isPositive();
        state.replays().cancel(replay.id());

        assertThat(remembered()).isZero();
    }

    private SourceReplay replaying() {
        return new SourceReplay(feed, state, this::announce, Clock.systemUTC());
    }

    private int remembered() {
        return database.read(connection -> {
            try (ResultSet row = connection.createStatement().executeQuery("SELECT COUNT(*) FROM seen")) {
                row.next();
                return row.getInt(1);
            }
        });
    }
}
