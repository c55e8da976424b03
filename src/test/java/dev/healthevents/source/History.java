package dev.healthevents.source;

import dev.healthevents.event.HealthEvent;
import dev.healthevents.feed.Feed;
import dev.healthevents.feed.FeedException;
import dev.healthevents.feed.ServerClock;
import dev.healthevents.source.SourceSettings.Start;
import dev.healthevents.state.StateDatabase;
import dev.healthevents.state.StateException;
import dev.healthevents.state.WindowTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/** One made-up history of a server, and of the bridge that reads it with its real classes, step by step. */
public final class History {

    /** How the server's clock is judged: as it is, or by a broken rule. */
    interface Rule extends BiFunction<Clock, LongSupplier, ServerClock> {}

    private static final long HOUR = 3_600_000;
    private static final long[] SPANS = {3_000, 40_000, 300_000, HOUR, 12 * HOUR};
    private static final long[] AHEAD = {360_000, HOUR, 70L * 365 * 24 * HOUR};
    private static final List<String> TABLES = List.of("seen", "source_cursor", "backlog");
    private static final int[] LATENESS = {2, 10, 60, 120};

    private final Random random;
    private final SimulatedServer server;
    private final StateDatabase database;
    private final State state;
    private final String name;
    private final Rule rule;
    private final Map<UUID, Integer> announced = new HashMap<>();
    private final Set<UUID> expected = new HashSet<>();
    private final Set<UUID> either = new HashSet<>();
    private final List<String> told = new ArrayList<>();
    private final Start start;
    private long ourAhead;
    private Duration lateness;
    private SourceTail tail;
    private SourceSweep sweep;
    private SourceBacklog backlog;
    private Source source;
    private long nextSweep;
    private boolean begun;
    private Instant unknownBefore = Instant.MIN;
    private long latest;
    private long leapt = -1;
    private long leaptOurs;
    private long watched;
    private final Random refusals;
    private final Random machines;
    private boolean refuses;
    private boolean machineStaysTheSame = true;
    private long countedFrom;

    /** What is special about it. */
    enum Kind {
        PLAIN,
        /** The database refuses some commits. */
        FULL_DISK,
        /** The server shows little at a time, and now and then fails in the middle. */
        FALTERING,
        /** Of a DICOM service that tells its time in whole seconds. */
        CHANGE_FEED
    }

    History(long seed, StateDatabase database, Rule rule, Kind kind) {
        this.random = new Random(seed);
        this.refusals = new Random(~seed);
        this.machines = new Random(seed * 31);
        this.refuses = kind == Kind.FULL_DISK;
        this.server = new SimulatedServer(random, kind == Kind.CHANGE_FEED);
        server.falters = kind == Kind.FALTERING;
        this.database = database;
        this.state = State.of(database);
        this.name = "h" + seed;
        this.rule = rule;
        this.start = random.nextBoolean() ? Start.NOW : Start.BEGINNING;
        this.lateness = Duration.ofSeconds(LATENESS[random.nextInt(LATENESS.length)]);
    }

    /** Has each restart be one of the machine as well, so that nothing tells how long it took but our clock. */
    History onAnotherMachineEachTime() {
        machineStaysTheSame = false;
        return this;
    }

    /** @return what is wrong, or {@code null} */
    String run() throws Exception {
        try {
            past();
            if (random.nextInt(4) == 0) {
                leap();
            }
            int steps = 20 + random.nextInt(40);
            for (int i = 0; i < steps; i++) {
                step();
            }
            server.away = false;
            refuses = false;
            server.falters = false;
            pass(latest - server.now);
            for (int i = 0; i < 8; i++) {
                pass(lateness.toMillis() / 2 + 15_000);
                look();
            }
            return fault();
        } finally {
            database.write(connection -> {
                for (String table : TABLES) {
                    try (var delete = connection.prepareStatement("DELETE FROM " + table + " WHERE source = ?")) {
                        delete.setString(1, name);
                        delete.executeUpdate();
                    }
                }
                return null;
            });
        }
    }

    private void past() {
        int node = server.someNode();
        for (int i = random.nextInt(12); i > 0; i--) {
            long ago = (long) (random.nextDouble() * SPANS[random.nextInt(SPANS.length)]) + lateness.toMillis();
            UUID id = server.change(server.clock(node).minusMillis(ago), 0);
            if (start == Start.BEGINNING) {
                expected.add(id);
            }
        }
    }

    private void step() throws Exception {
        switch (random.nextInt(24)) {
            case 0 -> leap();
            case 1 -> {
                told.add("away");
                server.away = true;
                pass(random.nextLong(random.nextBoolean() ? 5_000 : 4 * lateness.toMillis()));
                tried(this::look);
                server.away = random.nextInt(3) == 0;
            }
            case 2 -> restart();
            case 3 -> leapOfOurs();
            case 4 -> {
                Instant time = server.clock(server.someNode()).plusMillis(AHEAD[random.nextInt(AHEAD.length)]);
                changed(server.change(time, 0), 0);
                told.add("ahead " + time);
            }
            default -> {
                for (int i = random.nextInt(4); i > 0; i--) {
                    long late = random.nextInt(3) == 0 ? random.nextLong(lateness.toMillis()) : 0;
                    changed(server.change(server.clock(server.someNode()), late), late);
                }
            }
        }
        if (random.nextInt(6) == 0) {
            server.away = false;
        }
        pass(random.nextInt(3) == 0 ? random.nextLong(2_500) : 200);
        tried(this::look);
    }

    /** What is made before a start at now may be told or not, if it surfaces about then. */
    private void changed(UUID id, long late) {
        latest = Math.max(latest, server.now + late + 1);
        (begun || start == Start.BEGINNING ? expected : either).add(id);
    }

    private void leap() throws Exception {
        if (leapt >= watched || tail == null && leaptOurs > watched - 15_000) {
            // A clock that was set twice since anybody saw it shows nothing of what it was in between.
            return;
        }
        long span = (long) (random.nextDouble() * SPANS[random.nextInt(SPANS.length)]);
        int node = server.someNode();
        boolean back = random.nextInt(5) < 3 && server.ahead[node] > 0;
        long other = back ? 0 : server.ahead[node] + (random.nextBoolean() ? span : -span);
        if (server.set[node] >= server.heard[node]) {
            return;
        }
        leapt = server.now;
        server.set[node] = server.now;
        server.ahead[node] = other;
        told.add(server.now + " node " + node + " is ahead by " + server.ahead[node]);
    }

    private void leapOfOurs() {
        if (tail == null && leapt > watched - 15_000) {
            return;
        }
        leaptOurs = server.now;
        ourAhead += (random.nextBoolean() ? 1 : -1) * (long) (random.nextDouble() * 24 * HOUR);
        told.add(server.now + " we are ahead by " + ourAhead);
    }

    /** Two clocks that are set while nobody sees either are more than anybody can tell apart. */
    private boolean untraceable() {
        return Math.min(leapt, leaptOurs) > watched - 15_000;
    }

    private void restart() {
        if (untraceable()) {
            return;
        }
        boolean same = random.nextBoolean();
        Duration before = lateness;
        if (!same) {
            lateness = Duration.ofSeconds(LATENESS[random.nextInt(LATENESS.length)]);
        }
        if (lateness.compareTo(before) < 0) {
            // What was begun under the old promise surfaces under it.
            pass(latest - server.now);
        }
        if (!machineStaysTheSame || machines.nextBoolean()) {
            countedFrom = machines.nextLong(server.now);
        }
        told.add(server.now + " restart, lateness " + lateness + ", counted from " + countedFrom);
        tail = null;
        source = null;
        pass(random.nextLong(random.nextInt(3) == 0 ? 4 * lateness.toMillis() : 3_000));
    }

    private void pass(long millis) {
        server.now += Math.max(0, millis);
    }

    private interface Step {
        void run() throws Exception;
    }

    private void tried(Step step) throws Exception {
        try {
            step.run();
        } catch (FeedException | StateException e) {
            if (tail != null) {
                tail.reset();
                backlog.reset();
            }
        }
    }

    private void look() throws Exception {
        if (!refuses || refusals.nextInt(4) > 0) {
            read();
            return;
        }
        String table = TABLES.get(refusals.nextInt(TABLES.size()));
        told.add(server.now + " nothing is written to " + table);
        sql("CREATE TRIGGER full BEFORE INSERT ON " + table + " BEGIN SELECT RAISE(ABORT, 'full'); END");
        try {
            read();
        } finally {
            sql("DROP TRIGGER full");
        }
    }

    private void sql(String statement) {
        database.write(connection -> {
            try (var change = connection.createStatement()) {
                return change.execute(statement);
            }
        });
    }

    private void read() throws Exception {
        if (tail == null) {
            begin();
        }
        tail.read(() -> true);
        watched = server.now;
        if (server.now >= nextSweep) {
            sweep.sweep();
            nextSweep = server.now + 1_000 + random.nextInt(5_000);
        }
        while (backlog.step()) {
            // One window after the other.
        }
    }

    private void begin() throws Exception {
        Clock ours = new Clock() {
            @Override
            public Instant instant() {
                return Instant.ofEpochMilli(server.now + ourAhead);
            }

            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
        SourceSettings settings = new SourceSettings(
                name,
                "fhir",
                start,
                null,
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                lateness,
                Duration.ofSeconds(1),
                1_000,
                WakeSecret.NONE);
        source = source == null
                ? new Source(
                        settings, server::feed, ours, rule.apply(ours, () -> (server.now - countedFrom) * 1_000_000))
                : source;
        Feed feed = source.openFeed();
        Feed other = source.openFeed();
        SourceStart starting = new SourceStart(source, state, feed);
        long asked = source.clock().count();
        Progress progress = starting.begin(feed.serverTime(), asked, asked);
        source.status().begun(progress);
        if (!begun && start == Start.NOW) {
            unknownBefore = progress.cursor().known();
            // What seems to have been made after the clock was asked, but was not.
            server.changes.stream()
                    .map(SimulatedServer.Change::event)
                    .filter(event -> !event.time().isBefore(progress.cursor().position()))
                    .forEach(event -> either.add(event.id()));
        }
        begun = true;
        RecentEvents recent = new RecentEvents();
        recent.follow(events -> events.forEach(event -> announced.merge(event.id(), 1, Integer::sum)));
        WindowCommits commits = new WindowCommits(source, state, progress, recent, this::announce, ours);
        DirectExecutor executor = new DirectExecutor();
        tail = new SourceTail(source, feed, starting, progress, commits, new ClockFollower(source, state), executor);
        sweep = new SourceSweep(source, other, progress, commits);
        backlog = new SourceBacklog(source, other, progress, commits, executor, ours);
        nextSweep = server.now + random.nextInt(3_000);
    }

    private void announce(List<HealthEvent> events, WindowTransaction transaction) {
        for (HealthEvent event : events) {
            transaction.announce(event.id());
        }
    }

    private String fault() {
        StringBuilder faults = new StringBuilder();
        for (SimulatedServer.Change change : server.changes) {
            UUID id = change.event().id();
            int times = announced.getOrDefault(id, 0);
            // Where nothing was ever read, what is new can't be told from what was there if the clock is set back to
            // it.
            boolean unknown = change.event().time().isBefore(unknownBefore);
            boolean right = unknown || either.contains(id) ? times <= 1 : times == (expected.contains(id) ? 1 : 0);
            if (!right) {
                faults.append("\n  ")
                        .append(times == 0 ? "missed" : expected.contains(id) ? times + " times" : "was there before")
                        .append(": ")
                        .append(change.event().time())
                        .append(", to be seen at ")
                        .append(Instant.ofEpochMilli(change.visible()));
            }
        }
        return faults.isEmpty()
                ? null
                : name + ", start " + start + ", nodes " + server.ahead.length + ", closed windows "
                        + server.closedWindows + ", tells time " + server.tellsTime + ", " + told + faults;
    }
}
