package dev.healthevents.feed;

import static dev.healthevents.feed.WindowWidth.LIMIT_ENTRIES;
import static dev.healthevents.feed.WindowWidth.TARGET_ENTRIES;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WindowPlanTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration OVERLAP = Duration.ofSeconds(10);
    private static final Duration REACH = OVERLAP.plusSeconds(30);

    private WindowPlan plan = new WindowPlan(NOON, NOON, Instant.EPOCH, OVERLAP);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    /** Times as hospitals make them: steady hours, years of silence, imports that all carry one millisecond. */
    private static long[] changes(Random random, long from, long to) {
        LongStream.Builder times = LongStream.builder();
        int stretches = 1 + random.nextInt(6);
        for (int i = 0; i < stretches; i++) {
            long at = from + (long) (random.nextDouble() * (to - from));
            switch (random.nextInt(4)) {
                case 0 -> LongStream.range(0, 50_000).forEach(any -> times.add(at));
                case 1 ->
                    random.longs(30_000, at, Math.min(to, at + 3_600_000) + 1).forEach(times::add);
                case 2 -> random.longs(30_000, at, Math.min(to, at + 2_000) + 1).forEach(times::add);
                default -> random.longs(200, from, to).forEach(times::add);
            }
        }
        return times.build().toArray();
    }

    private static Instant someYearsBefore(Random random, Instant end) {
        long[] spans = {60_000, 3_600_000, 86_400_000L, 30 * 86_400_000L, 3_650 * 86_400_000L};
        return end.minusMillis(1 + (long) (random.nextDouble() * spans[random.nextInt(spans.length)]));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyChangeIsReadAndThoseOfABacklogOnce(long seed) {
        Random random = new Random(seed);
        Instant beginning = someYearsBefore(random, NOON);
        SimulatedFeed feed = new SimulatedFeed(changes(random, beginning.toEpochMilli(), NOON.toEpochMilli()), NOON);
        plan = new WindowPlan(beginning, NOON, beginning, OVERLAP);
        long steps = 0;
        long given = 0;
        Instant position = plan.position();
        boolean more = true;
        while (more) {
            assertThat(++steps).as("steps").isLessThan(100_000);
            Window window = plan.next(feed.now, true);
            int limit = plan.limit(window, true);
            if (!window.open() && Duration.between(window.from(), window.to()).toMillis() > 1) {
                assertThat(limit).isEqualTo(LIMIT_ENTRIES);
            }
            try {
                plan.read(feed.read(window, limit));
                assertThat(plan.position()).isAfterOrEqualTo(position);
                more = !window.open();
            } catch (WindowTooLargeException e) {
                given++;
                plan.tooLarge(window, feed.now);
            }
            position = plan.position();
        }

        for (int i = 0; i < feed.times.length; i++) {
            assertThat(feed.closedReads[i]).isLessThanOrEqualTo(1);
            assertThat(feed.closedReads[i] + feed.openReads[i]).isPositive();
        }
        // A span of ten years takes a dozen steps to grow wide enough; each burst some to grow narrow, and wide again.
        assertThat(steps).isLessThan(150 + feed.times.length / 1_000);
        assertThat(given).isLessThan(60);
        assertThat(feed.entriesRead).isLessThan(feed.times.length + given * (LIMIT_ENTRIES + 1L) + LIMIT_ENTRIES * 2L);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void anHourOfLiveTrafficIsReadWithoutAGap(long seed) {
        Random random = new Random(seed);
        Instant end = NOON.plusSeconds(900);
        SimulatedFeed feed = new SimulatedFeed(changes(random, NOON.toEpochMilli(), end.toEpochMilli()), NOON);
        plan = new WindowPlan(NOON, NOON, NOON, OVERLAP);
        long steps = 0;
        boolean crowded = false;
        Instant covered = NOON;
        Instant position = plan.position();
        while (covered.isBefore(end.plusSeconds(60))) {
            steps++;
            Window window = plan.next(feed.now, true);
            assertThat(window.from()).as("no gap").isBeforeOrEqualTo(covered);
            try {
                Instant began = feed.now;
                plan.read(feed.read(window, plan.limit(window, true)));
                Instant reached = window.open() ? began.minus(OVERLAP) : window.to();
                covered = reached.isAfter(covered) ? reached : covered;
                // What is younger than the overlap is read again, also by closed windows.
                assertThat(plan.position())
                        .isAfterOrEqualTo(position.minus(crowded ? OVERLAP.multipliedBy(2) : OVERLAP));
                crowded &= !window.open();
                position = plan.position();
            } catch (WindowTooLargeException e) {
                plan.tooLarge(window, feed.now);
                crowded = true;
            }
            boolean pause = random.nextInt(100) == 0;
            feed.now = feed.now.plusMillis(window.open() ? pause ? 120_000 : 500 : 0);
        }

        for (int i = 0; i < feed.times.length; i++) {
            assertThat(feed.closedReads[i] + feed.openReads[i])
                    .as("change at %s", feed.times[i])
                    .isPositive();
        }
        assertThat(steps).isLessThan(2 * 960 + 300);
    }

    @Test
    void aBurstInTheNewestSecondsEndsReadingItAtOnce() throws Exception {
        long burst = NOON.minusSeconds(1).toEpochMilli();
        SimulatedFeed feed =
                new SimulatedFeed(LongStream.range(0, 50_000).map(i -> burst).toArray(), NOON);
        int steps = 0;
        boolean more = true;
        while (more) {
            steps++;
            Window window = plan.next(feed.now, true);
            try {
                plan.read(feed.read(window, plan.limit(window, true)));
                more = !window.open();
            } catch (WindowTooLargeException e) {
                plan.tooLarge(window, feed.now);
            }
        }

        assertThat(steps).isLessThan(10);
        assertThat(feed.openReads).containsOnly(1);
    }

    private void readOpen(Instant serverTime, int entries) {
        Window window = plan.next(NOON, true);
        assertThat(window.open()).isTrue();
        plan.read(new WindowRead(window, List.of(), List.of(), serverTime, entries));
    }

    @Test
    void openWindowsOverlap() {
        readOpen(NOON.plusSeconds(1), 3);

        assertThat(plan.next(NOON.plusSeconds(2), true))
                .isEqualTo(Window.openFrom(NOON.plusSeconds(1).minus(OVERLAP)));
    }

    @Test
    void nothingBeforeTheFloorIsAskedFor() {
        plan = new WindowPlan(NOON, NOON, NOON.minusSeconds(3), OVERLAP);

        assertThat(plan.next(NOON, true).from()).isEqualTo(NOON.minusSeconds(3));
    }

    @Test
    void anOutageIsCaughtUpFromWhereLateCommitsMayHaveSurfaced() {
        readOpen(NOON.plusSeconds(1), 3);
        Window afterwards = plan.next(NOON.plusSeconds(600), true);

        assertThat(afterwards.open()).isFalse();
        assertThat(afterwards.from()).isEqualTo(NOON.plusSeconds(1).minus(OVERLAP));
    }

    @Test
    void aPlanThatIsMadeAnewFromACommittedClosedWindowRepeatsNothing() {
        plan = new WindowPlan(NOON.minus(Duration.ofDays(9)), NOON, Instant.EPOCH, OVERLAP);

        assertThat(plan.next(NOON, true).from()).isEqualTo(NOON.minus(Duration.ofDays(9)));
    }

    @Test
    void aClosedWindowStaysTheNextUntilItWasRead() {
        plan = new WindowPlan(NOON.minusSeconds(50), NOON, Instant.EPOCH, OVERLAP);
        Window planned = plan.next(NOON, true);

        assertThat(planned.open()).isFalse();
        assertThat(plan.next(NOON.plusSeconds(1), true)).isEqualTo(planned);
    }

    @Test
    void noClosedWindowComesNearerToNowThanTheOverlap() {
        plan = new WindowPlan(NOON.minus(REACH).minusMillis(1), NOON, Instant.EPOCH, OVERLAP);

        assertThat(plan.next(NOON, true).to()).isEqualTo(NOON.minus(OVERLAP));
    }

    @Test
    void whenOurClockLeapsNothingIsSkipped() {
        Window beyond = plan.next(NOON.plusSeconds(3_600), true);
        assertThat(beyond.open()).isFalse();
        plan.read(new WindowRead(beyond, List.of(), List.of(), NOON.plusSeconds(1), 0));
        Window next = plan.next(NOON.plusSeconds(3_600), true);

        assertThat(next).isEqualTo(Window.openFrom(NOON.plusSeconds(1).minus(OVERLAP)));
    }

    @Test
    void whenTheServersClockIsSetBackReadingGoesBackWithIt() {
        readOpen(NOON.plusSeconds(3_600), 0);
        readOpen(NOON.plusSeconds(1), 0);

        assertThat(plan.next(NOON.plusSeconds(2), true))
                .isEqualTo(Window.openFrom(NOON.plusSeconds(1).minus(OVERLAP)));
    }

    @Test
    void serversOfAClusterMayDifferALittle() {
        readOpen(NOON.plusSeconds(5), 0);
        readOpen(NOON.plusSeconds(4), 0);

        assertThat(plan.position()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void aServerThatNeverTellsTheTimeIsReadToItsEnd() throws Exception {
        long first = NOON.minusSeconds(7_200).toEpochMilli();
        SimulatedFeed feed = new SimulatedFeed(
                LongStream.range(0, 100_000).map(i -> first + i * 70).toArray(), NOON);
        plan = new WindowPlan(NOON.minusSeconds(7_200), NOON, Instant.EPOCH, OVERLAP);
        boolean more = true;
        int steps = 0;
        while (more) {
            assertThat(++steps).isLessThan(100);
            Window window = plan.next(NOON, true);
            try {
                WindowRead read = feed.read(window, plan.limit(window, true));
                plan.read(new WindowRead(window, List.of(), List.of(), window.from(), read.entries()));
                more = !window.open();
            } catch (WindowTooLargeException e) {
                plan.tooLarge(window, NOON);
            }
        }

        for (int i = 0; i < feed.times.length; i++) {
            assertThat(feed.closedReads[i] + feed.openReads[i]).isPositive();
        }
    }

    @Test
    void aServerWithoutClosedWindowsIsReadOpenAndWhole() {
        plan = new WindowPlan(NOON.minus(Duration.ofDays(365)), NOON, Instant.EPOCH, OVERLAP);
        Window window = plan.next(NOON, false);

        assertThat(window.open()).isTrue();
        assertThat(window.from()).isEqualTo(NOON.minus(Duration.ofDays(365)));
        assertThat(plan.limit(window, false)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void aServerThatStopsHonouringClosedWindowsIsReadOpen() {
        plan = new WindowPlan(NOON.minusSeconds(600), NOON, Instant.EPOCH, OVERLAP);
        assertThat(plan.next(NOON, true).open()).isFalse();

        assertThat(plan.next(NOON, false).open()).isTrue();
    }

    @Test
    void aMillisecondIsReadWhole() {
        Window millisecond = new Window(NOON, NOON.plusMillis(1));

        assertThat(plan.limit(millisecond, true)).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void widthsFollowTheDensity() {
        plan = new WindowPlan(NOON.minus(Duration.ofDays(1)), NOON, Instant.EPOCH, OVERLAP);
        Window first = plan.next(NOON, true);
        plan.read(new WindowRead(first, List.of(), List.of(), NOON, 2 * TARGET_ENTRIES));
        Window second = plan.next(NOON, true);

        assertThat(Duration.between(second.from(), second.to()))
                .isEqualTo(Duration.between(first.from(), first.to()).dividedBy(2));
    }
}
