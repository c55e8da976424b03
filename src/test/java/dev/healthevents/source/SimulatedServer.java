package dev.healthevents.source;

import dev.healthevents.event.EventIds;
import dev.healthevents.event.FhirResourceData;
import dev.healthevents.event.HealthEvent;
import dev.healthevents.event.HealthEventType;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.Window;
import dev.healthevents.feed.WindowRead;
import dev.healthevents.feed.WindowTooLargeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** A server of one or more nodes, each with a clock that may be set, in a time that only tests let go by. */
final class SimulatedServer {

    /** A change: the time that a node gave it, when it can be seen, and whether that was before the bridge began. */
    record Change(HealthEvent event, long visible) {}

    final Random random;
    final long[] ahead;

    /** When each node told its time last to who takes note of it, and when its clock was set last. */
    final long[] heard;

    final long[] set;
    final List<Change> changes = new ArrayList<>();
    final boolean closedWindows;
    final boolean tellsTime;
    private final boolean wholeSeconds;
    long now = 1_800_000_000_000L;
    boolean away;

    /** Whether closed windows are small, and every fifth request fails. */
    boolean falters;

    private final Random failures = new Random(17);
    private int turn;
    private int made;

    /** @param changeFeed whether it is one of DICOM's change feeds by time, which tells its time by {@code Date} */
    SimulatedServer(Random random, boolean changeFeed) {
        this.random = random;
        this.wholeSeconds = changeFeed;
        this.ahead = new long[random.nextInt(3) == 0 ? 2 : 1];
        this.heard = new long[ahead.length];
        this.set = new long[ahead.length];
        Arrays.fill(set, -1);
        this.closedWindows = random.nextInt(4) != 0 || changeFeed;
        this.tellsTime = random.nextInt(4) != 0 || changeFeed;
    }

    /** What some node's clock shows. */
    Instant clock(int node) {
        return Instant.ofEpochMilli(now + ahead[node]);
    }

    int someNode() {
        return random.nextInt(ahead.length);
    }

    /** Makes a change that gets its time now, and can be seen later. */
    UUID change(Instant time, long visibleAfter) {
        String id = "p" + made++;
        UUID uuid = new UUID(EventIds.of(id).getMostSignificantBits(), made);
        changes.add(new Change(
                new HealthEvent(
                        uuid,
                        "/w",
                        HealthEventType.FHIR_RESOURCE_CREATED,
                        "s/Patient/" + id,
                        time,
                        new FhirResourceData("Patient", "s", id, 1, null)),
                now + visibleAfter));
        return uuid;
    }

    /** Another connection to it. */
    Feed feed() {
        return new SimulatedConnection();
    }

    private final class SimulatedConnection implements Feed {

        private Instant answer(boolean noted) throws FeedException {
            now += random.nextInt(5) == 0 ? random.nextInt(400) : 5;
            if (away || falters && failures.nextInt(5) == 0) {
                throw new FeedException("away");
            }
            turn = (turn + 1) % ahead.length;
            heard[turn] = noted ? now : heard[turn];
            Instant time = wholeSeconds ? clock(turn).truncatedTo(ChronoUnit.SECONDS) : clock(turn);
            return tellsTime ? time : time.minusSeconds(120).minusMillis(Math.floorMod(time.toEpochMilli(), 1_000));
        }

        @Override
        public Instant serverTime() throws FeedException {
            return answer(true);
        }

        @Override
        public Duration behind() {
            return tellsTime ? Duration.ZERO : Duration.ofMinutes(4);
        }

        @Override
        public WindowRead read(Window window, int limit) throws FeedException {
            Instant serverTime = answer(window.open());
            List<HealthEvent> found = changes.stream()
                    .filter(change -> change.visible() <= now)
                    .map(Change::event)
                    .filter(event -> !event.time().isBefore(window.from())
                            && (window.open() || event.time().isBefore(window.to())))
                    .sorted(Comparator.comparing(HealthEvent::time))
                    .toList();
            boolean small = window.open() || !window.from().plusMillis(1).isBefore(window.to());
            if (!window.open() && found.size() > limit || falters && !small && found.size() > 3) {
                throw new WindowTooLargeException(window, limit);
            }
            now += random.nextInt(4) == 0 ? random.nextInt(300) : 3;
            return new WindowRead(window, found, List.of(), serverTime, found.size());
        }

        @Override
        public boolean readsClosedWindows() {
            return closedWindows;
        }

        @Override
        public String capabilities() {
            return "as simulated";
        }

        @Override
        public Instant oldest(Instant before) {
            return changes.stream()
                    .filter(change -> change.visible() <= now)
                    .map(change -> change.event().time())
                    .min(Comparator.naturalOrder())
                    .filter(time -> time.isBefore(before))
                    .orElse(before);
        }

        @Override
        public void close() {}
    }
}
