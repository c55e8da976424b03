package dev.healthevents.source;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.healthevents.feed.ServerClock;
import dev.healthevents.source.History.Kind;
import dev.healthevents.state.StateDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/**
 * Made-up histories: clocks that are set, nodes that differ, outages, late commits, restarts, other settings. Each change
 * must be announced once. {@code -Dhistories=1000000} tries more, {@code -Dseed=…} others.
 */
class HistoriesTest {

    private static final int HISTORIES = Integer.getInteger("histories", 10_000);
    private static final long SEED = Long.getLong("seed", 1);

    /** A broken rule must be found out within as many. */
    private static final int FEW = 3_000;

    private static final int LANES = 2;

    private final Logger log = (Logger) LoggerFactory.getLogger("dev.healthevents");
    private Level level;
    private Path directory;

    @BeforeEach
    void open() throws Exception {
        level = log.getLevel();
        log.setLevel(Level.OFF);
        Path memory = Path.of("/dev/shm");
        directory = Files.isWritable(memory)
                ? Files.createTempDirectory(memory, "histories")
                : Files.createTempDirectory("histories");
    }

    @AfterEach
    void close() throws Exception {
        log.setLevel(level);
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    @Test
    void everyChangeIsAnnouncedOnceWhateverBecomesOfClocks() {
        System.out.println("histories " + HISTORIES + " from seed " + SEED);

        assertThat(counterexample(HISTORIES, ServerClock::new)).isNull();
    }

    /** As where the disk is full, while the tail, a sweep, or a backlog is at work. */
    @Test
    void everyChangeIsAnnouncedOnceAlthoughCommitsFail() {
        assertThat(counterexample(HISTORIES / 3, ServerClock::new, Kind.FULL_DISK))
                .isNull();
    }

    /** So most sweeps end before they come to their end, and the next ones go on from there. */
    @Test
    void everyChangeIsAnnouncedOnceAlthoughSweepsFailInTheMiddle() {
        assertThat(counterexample(HISTORIES / 3, ServerClock::new, Kind.FALTERING))
                .isNull();
    }

    @Test
    void everyImageOfAChangeFeedIsAnnouncedOnceWhateverBecomesOfItsClock() {
        assertThat(counterexample(HISTORIES / 3, ServerClock::new, Kind.CHANGE_FEED))
                .isNull();
    }

    /** The rule of before: what the server said last is what time it is. */
    @Test
    void aRuleThatBelievesTheLastAnswerIsFoundOut() {
        assertThat(counterexample(FEW, BelievesTheLast::new)).isNotNull();
    }

    @Test
    void aRuleThatNeverGoesBackIsFoundOut() {
        assertThat(counterexample(FEW, NeverGoesBack::new)).isNotNull();
    }

    @Test
    void aRuleThatMeasuresByOurOwnClockIsFoundOut() {
        assertThat(counterexample(FEW, (ours, nanos) -> new ServerClock(ours, () -> ours.millis() * 1_000_000)))
                .isNotNull();
    }

    @Test
    void aRuleThatSettlesWhatMayStillSurfaceIsFoundOut() {
        assertThat(counterexample(FEW, SettlesTooEarly::new)).isNotNull();
    }

    @Test
    void aRuleThatForgetsAtARestartWhoIsBehindIsFoundOut() {
        assertThat(counterexample(FEW, ForgetsWhoIsBehind::new)).isNotNull();
    }

    /** An earlier backlog has read a part of it, and its ids are in the database only. */
    @Test
    void aBacklogAnnouncesNothingThatAnotherHasAnnounced() throws Exception {
        assertThat(one(1_141_121)).isNull();
    }

    /** Sweeps had begun where the clocks allowed that were known then, and then heard one that was further behind. */
    @ParameterizedTest
    @ValueSource(longs = {1_126_471, 1_191_603, 1_212_977})
    void aSweepThatHearsAnEarlierClockSettlesNothing(long seed) throws Exception {
        assertThat(one(seed)).isNull();
    }

    /** The process ended before anything else than the time was committed. */
    @Test
    void aLeapThatWasSeenIsKnownAfterARestart() throws Exception {
        assertThat(one(1_028_640)).isNull();
    }

    /** Another of its nodes was behind, spoke to the process before only, and was set before this one heard it. */
    @Test
    void aClockThatOnlyTheProcessBeforeHasHeardMayHaveGivenTimesSince() throws Exception {
        assertThat(one(3_015_687)).isNull();
    }

    /** Of a server that tells no time nobody knows to the minute where its clock went back to. */
    @Test
    void whatIsMadeWhereAnUntoldClockWentBackToIsNotTakenForOld() throws Exception {
        assertThat(one(7_198_777)).isNull();
    }

    /** The others broke the silence in which it was set, for two seconds, and then the bridge was restarted. */
    @ParameterizedTest
    @ValueSource(longs = {7_834_114, 8_009_517, 8_015_622})
    void aNodeThatWasSetInASilenceMayHaveGivenTimesSinceThen(long seed) throws Exception {
        assertThat(one(seed)).isNull();
    }

    /** They overlapped, since a clock was set back, and the earlier one had not begun when the later one was made. */
    @Test
    void aBacklogAnnouncesNothingThatAnotherAnnouncesMeanwhile() throws Exception {
        assertThat(one(8_009_812, Kind.FULL_DISK)).isNull();
    }

    private String one(long seed) throws Exception {
        return one(seed, Kind.PLAIN);
    }

    private String one(long seed, Kind kind) throws Exception {
        String url = "jdbc:sqlite:" + directory.resolve("one.db");
        try (StateDatabase database = StateDatabase.open(url, null, null)) {
            return new History(seed, database, ServerClock::new, kind)
                    .onAnotherMachineEachTime()
                    .run();
        }
    }

    private String counterexample(int histories, History.Rule rule) {
        return counterexample(histories, rule, Kind.PLAIN);
    }

    private String counterexample(int histories, History.Rule rule, Kind kind) {
        AtomicReference<String> found = new AtomicReference<>();
        IntStream.range(0, LANES).parallel().forEach(lane -> {
            String url = "jdbc:sqlite:" + directory.resolve("state-" + lane + ".db");
            try (StateDatabase database = StateDatabase.open(url, null, null)) {
                for (long i = lane; i < histories && found.get() == null; i += LANES) {
                    String fault = new History(SEED + i, database, rule, kind).run();
                    if (fault != null) {
                        found.set(fault);
                    }
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        return found.get();
    }

    private static final class BelievesTheLast extends ServerClock {

        BelievesTheLast(Clock ours, LongSupplier nanos) {
            super(ours, nanos);
        }

        @Override
        public synchronized Instant earliestSince(long count) {
            return now().minusMillis(count() - count);
        }
    }

    private static final class NeverGoesBack extends ServerClock {

        NeverGoesBack(Clock ours, LongSupplier nanos) {
            super(ours, nanos);
        }

        @Override
        public synchronized Instant wentBackTo() {
            return null;
        }
    }

    private static final class SettlesTooEarly extends ServerClock {

        SettlesTooEarly(Clock ours, LongSupplier nanos) {
            super(ours, nanos);
        }

        @Override
        public synchronized Instant earliestSince(long count) {
            return super.earliestSince(count).plusMillis((count() - count) / 2);
        }
    }

    private static final class ForgetsWhoIsBehind extends ServerClock {

        ForgetsWhoIsBehind(Clock ours, LongSupplier nanos) {
            super(ours, nanos);
        }

        @Override
        public synchronized Duration behind(Instant said, long count, long since) {
            return Duration.ZERO;
        }
    }
}
