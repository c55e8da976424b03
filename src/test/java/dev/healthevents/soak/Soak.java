package dev.healthevents.soak;

import dev.healthevents.standin.ChangeFeedTraffic;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The first half of the time with one bridge on SQLite, the second with a pair on PostgreSQL; the same servers for both. */
final class Soak {

    private final SoakSettings settings;
    private final Path directory;
    private final Ids ids = new Ids();
    private final List<StageResult> results = new ArrayList<>();

    Soak(SoakSettings settings, Path directory) {
        this.settings = settings;
        this.directory = directory;
    }

    void run() throws Exception {
        // A soak that is ended by hand leaves nothing frozen behind.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly)));
        Patch clock = Patch.ofClock(directory.resolve("patch"));
        Set<String> sent = new HashSet<>();
        try (Servers servers = new Servers(directory);
                ChangeFeedTraffic feed = new ChangeFeedTraffic(servers.feed)) {
            try (Stage one = Stage.sqlite(servers, directory, clock)) {
                run("one, on SQLite", one, feed, sent);
            }
            try (Stage pair = Stage.pair(servers, directory, clock)) {
                run("a pair, on PostgreSQL", pair, feed, sent);
            }
        }
    }

    /**
     * The first half alone, for the whole time.
     *
     * @param faults those that may happen
     */
    StageResult one(Patch patch, Set<Fault> faults) throws Exception {
        try (Servers servers = new Servers(directory);
                ChangeFeedTraffic feed = new ChangeFeedTraffic(servers.feed);
                Stage stage = Stage.sqlite(servers, directory, patch)) {
            List<PlannedFault> schedule = Schedule.of(settings.seed(), settings.length(), faults);
            return new StageRun(stage, settings, feed, new HashSet<>(), ids).run("broken", schedule, 0, directory);
        }
    }

    private void run(String name, Stage stage, ChangeFeedTraffic feed, Set<String> sent) throws Exception {
        long seed = settings.seed() + results.size();
        List<PlannedFault> schedule = Schedule.of(
                seed, settings.length().dividedBy(2), Troubles.of(stage).keySet());
        schedule.forEach(planned -> System.out.println("  " + planned));
        // Studies of the stage before are numbered below these.
        int studies = results.size() * 1_000_000;
        results.add(new StageRun(stage, settings, feed, sent, ids).run(name, schedule, studies, directory));
    }

    List<StageResult> results() {
        return results;
    }

    Ids ids() {
        return ids;
    }

    boolean holds() {
        return results.stream().allMatch(StageResult::holds)
                && ids.unstable().isEmpty()
                && ids.shared().isEmpty();
    }
}
